package aftercare.mail;

import aftercare.cases.CaseFacts;
import aftercare.cases.Channel;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Cases that are nothing but one mail: made of it, and nobody has done or said anything about them since. */
@Component
class OneMailCases {

    private final JdbcClient jdbc;

    OneMailCases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What the product itself says of a new case (its promises, its kind) and the mail's own files are no life of its own; everything else is. */
    boolean isNothingBut(CaseFacts about, UUID mail) {
        return about.channel() == Channel.EMAIL && about.status().isUnderWay() && jdbc.sql("""
                select not exists (select from mail.incoming where case_id = :case and state in ('TAKEN', 'KEPT') and id <> :mail)
                   and not exists (select from timeline.entry_subject s join timeline.entry e on e.id = s.entry_id
                                    where s.subject_kind = 'case' and s.subject_id = :case
                                      and not (e.actor_id is null
                                               and (e.kind = 'cases.opened'
                                                    or e.actor_name = 'system' and split_part(e.kind, '.', 1) in ('cases', 'promises')
                                                    or e.kind = 'documents.attached'
                                                       and exists (select from mail.attachment a where a.mail_id = :mail and a.document_id::text = e.facts ->> 'document'))))
                """).param("case", about.id().value()).param("mail", mail).query(Boolean.class).single();
    }
}
