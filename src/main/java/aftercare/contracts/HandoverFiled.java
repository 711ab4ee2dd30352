package aftercare.contracts;

import aftercare.archive.ArchiveDesk;
import aftercare.kernel.Subject;
import java.time.LocalDate;
import java.time.ZoneId;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** Puts the signed hand-over into the archive of its project. Runs again after a failure; the archive takes it once. */
@Component
class HandoverFiled {

    private final HandoverDesk desk;
    private final HandoverPaper paper;
    private final ArchiveDesk archive;

    HandoverFiled(HandoverDesk desk, HandoverPaper paper, ArchiveDesk archive) {
        this.desk = desk;
        this.paper = paper;
        this.archive = archive;
    }

    @ApplicationModuleListener(id = "contracts.handover-filed")
    void on(HandoverSigned signed) {
        var view = desk.signed(signed.handover());
        var name = "项目移交单 " + view.projectNumber();
        archive.file(new ArchiveDesk.Filing(view.projectId(), Handover.ARCHIVED_AS, name, LocalDate.ofInstant(signed.at(), ZoneId.of(view.zone())),
                new Subject(Handover.SUBJECT, view.id())), name + ".pdf", paper.print(view));
    }
}
