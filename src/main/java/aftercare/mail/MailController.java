package aftercare.mail;

import aftercare.cases.CaseId;
import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Mails that came in, and the conversation of a case. */
@RestController
class MailController {

    /** A page of a stranger: it runs nothing, sends nothing, loads nothing but the pictures somebody asked for. */
    private static final String NOTHING_BUT_PICTURES =
            "default-src 'none'; img-src data:%s; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";
    private static final String PAGE = """
            <!doctype html><html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><style>
            body{font:14px/1.6 system-ui,"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;margin:12px;color:#1f2933;background:#fff;overflow-wrap:anywhere}
            img{max-width:100%;height:auto}table{max-width:100%}pre{white-space:pre-wrap}blockquote{margin:8px 0;padding-left:12px;border-left:3px solid #d5dbe1;color:#52606d}
            </style></head><body>""";

    /** @param files documents of the case that go along */
    record Answer(@NotNull @Size(max = 10_000) String text, @Nullable @Size(max = 255) String to, @Nullable @Size(max = 100) List<UUID> files) {}

    record SetAside(@NotNull @Size(max = 500) String reason) {}

    /** @param always the sender's later mails are for nobody either */
    record Spam(boolean always) {}

    record Sent(UUID message) {}

    /**
     * @param number    null: it becomes a case of its own
     * @param withLater with what was written to and fro with its sender since
     * @param withCase  the case it came from ends too, if it is nothing but this mail
     */
    record Move(@Nullable @Size(max = 40) String number, @NotNull @Nullable Boolean withLater, @Nullable Boolean withCase) {}

    private final MailDesk desk;
    private final MailMover mover;
    private final MailQueries queries;

    MailController(MailDesk desk, MailMover mover, MailQueries queries) {
        this.desk = desk;
        this.mover = mover;
        this.queries = queries;
    }

    @Requires(Permission.MAIL_READ)
    @GetMapping("/api/mails")
    MailQueries.MailPage list(Scope scope, @RequestParam(defaultValue = "WAITING") MailQueries.Box box, @RequestParam @Nullable String words,
                              @RequestParam @Nullable UUID branch, @RequestParam @Nullable OffsetDateTime afterAt, @RequestParam @Nullable UUID afterId) {
        var after = afterAt == null || afterId == null ? null : new MailQueries.Next(afterAt.toInstant(), afterId);
        return queries.list(scope.reach(Permission.MAIL_READ), box, words, branch, after);
    }

    @Requires(Permission.MAIL_READ)
    @GetMapping("/api/mails/{id}")
    MailQueries.MailView mail(Scope scope, @PathVariable UUID id) {
        return queries.mail(scope.reach(Permission.MAIL_READ), id);
    }

    /** The mail as its sender meant it to look, made harmless. {@code X-Remote-Pictures} says how many pictures lie elsewhere. */
    @Requires(Permission.MAIL_READ)
    @GetMapping(value = "/api/mails/{id}/page", produces = MediaType.TEXT_HTML_VALUE)
    void page(Scope scope, @PathVariable UUID id, @RequestParam(defaultValue = "false") boolean pictures, HttpServletResponse response) throws IOException {
        var mail = MailReading.read(queries.raw(scope.reach(Permission.MAIL_READ), id));
        var own = new HashMap<String, MailAttachment>();
        mail.attachments().stream().filter(file -> !file.contentId().isEmpty()).forEach(file -> own.putIfAbsent(file.contentId(), file));
        var html = mail.html().isEmpty() ? "<pre>" + SafeHtml.escaped(mail.text() + "\n\n" + mail.quoted()) + "</pre>" : mail.html();
        var page = SafeHtml.page(html, own, pictures);
        response.setHeader("Content-Security-Policy", NOTHING_BUT_PICTURES.formatted(pictures ? " https: http:" : ""));
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cache-Control", "private, no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Remote-Pictures", Integer.toString(page.blocked()));
        response.setContentType("text/html;charset=UTF-8");
        response.getOutputStream().write((PAGE + page.html() + "</body></html>").getBytes(StandardCharsets.UTF_8));
    }

    /** The mail byte for byte, to be saved. */
    @Requires(Permission.MAIL_READ)
    @GetMapping(value = "/api/mails/{id}/raw", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    void raw(Scope scope, @PathVariable UUID id, HttpServletResponse response) throws IOException {
        var content = queries.raw(scope.reach(Permission.MAIL_READ), id);
        response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
        response.setHeader("Content-Disposition", "attachment; filename=\"%s.eml\"".formatted(id));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write(content);
    }

    @Requires(Permission.MAIL_ANSWER)
    @PostMapping("/api/mails/{id}/take")
    MailQueries.MailView take(Scope scope, @PathVariable UUID id) {
        desk.take(id, scope);
        return queries.mail(scope.reach(Permission.MAIL_ANSWER), id);
    }

    @Requires(Permission.MAIL_ANSWER)
    @PostMapping("/api/mails/{id}/spam")
    MailMover.Spammed spam(Scope scope, @PathVariable UUID id, @Valid @RequestBody Spam body) {
        return mover.spam(id, body.always(), scope);
    }

    @Requires(Permission.MAIL_ANSWER)
    @PostMapping("/api/mails/{id}/move")
    MailMover.Moved move(Scope scope, @PathVariable UUID id, @Valid @RequestBody Move body) {
        return mover.move(id, body.number(), Boolean.TRUE.equals(body.withLater()), Boolean.TRUE.equals(body.withCase()), scope);
    }

    /** Whether its case would be left with nothing by moving it away. */
    @Requires(Permission.MAIL_ANSWER)
    @GetMapping("/api/mails/{id}/emptied")
    MailMover.Emptied emptied(Scope scope, @PathVariable UUID id) {
        return mover.emptied(id, scope);
    }

    @Requires(Permission.MAIL_ANSWER)
    @PostMapping("/api/mails/{id}/set-aside")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void setAside(Scope scope, @PathVariable UUID id, @Valid @RequestBody SetAside body) {
        desk.setAside(id, body.reason(), scope);
    }

    /** Needs no answer. */
    @Requires(Permission.MAIL_ANSWER)
    @PostMapping("/api/mails/{id}/done")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void done(Scope scope, @PathVariable UUID id) {
        desk.done(id, scope);
    }

    @Requires(Permission.MAIL_READ)
    @GetMapping("/api/cases/{id}/mails")
    MailQueries.Conversation conversation(Scope scope, @PathVariable UUID id) {
        return queries.conversation(scope, id);
    }

    @Requires(Permission.MAIL_ANSWER)
    @PostMapping("/api/cases/{id}/mails")
    @ResponseStatus(HttpStatus.CREATED)
    Sent answer(Scope scope, @PathVariable UUID id, @Valid @RequestBody Answer body) {
        return new Sent(desk.answer(new CaseId(id), body.text(), body.to(), body.files() == null ? List.of() : body.files(), scope));
    }
}
