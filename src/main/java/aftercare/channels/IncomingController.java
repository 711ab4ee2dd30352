package aftercare.channels;

import aftercare.platform.OpenToAll;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The door for other services; the signature is the key. See docs/channels.md. */
@RestController
class IncomingController {

    private final IncomingDesk desk;

    IncomingController(IncomingDesk desk) {
        this.desk = desk;
    }

    /** Read by hand: the signature is over the bytes, and what is too long is not read to its end. */
    @OpenToAll
    @PostMapping("/api/public/channels/{id}/messages")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @io.swagger.v3.oas.annotations.parameters.RequestBody(content = @Content(schema = @Schema(implementation = IncomingDesk.Incoming.class)))
    IncomingDesk.Taken receive(@PathVariable UUID id, @RequestHeader(name = "X-Aftercare-Timestamp", required = false) @Nullable String timestamp,
                               @RequestHeader(name = "X-Aftercare-Signature", required = false) @Nullable String signature, HttpServletRequest request) throws IOException {
        return desk.receive(id, request.getInputStream().readNBytes(IncomingDesk.MOST_BYTES + 1), timestamp, signature, request.getRemoteAddr());
    }
}
