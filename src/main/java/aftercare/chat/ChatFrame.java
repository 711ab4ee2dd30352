package aftercare.chat;

import aftercare.platform.OpenToAll;
import aftercare.platform.PagePolicy;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The window of the chat: the one page that other websites may show inside theirs, those of its entrance and no others. */
@Controller
class ChatFrame {

    private final ChatSites sites;

    ChatFrame(ChatSites sites) {
        this.sites = sites;
    }

    @OpenToAll
    @GetMapping("/portal/chat")
    String window(@RequestParam(required = false) @Nullable String site, HttpServletResponse response) {
        response.setHeader(PagePolicy.HEADER, PagePolicy.shownIn(sites.open(site).map(ChatSites.Site::origins).orElse(List.of())));
        return "forward:/portal.html";
    }
}
