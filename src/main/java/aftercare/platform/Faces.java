package aftercare.platform;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Sends deep links to the face they belong to: the engineer's phone, the customer's portal, or the desk. */
@Controller
class Faces {

    @OpenToAll
    @GetMapping({"/field", "/field/{*rest}"})
    String field() {
        return "forward:/field.html";
    }

    @OpenToAll
    @GetMapping({"/portal", "/portal/{*rest}"})
    String portal() {
        return "forward:/portal.html";
    }

    @OpenToAll
    @GetMapping({"/{page:(?!(?:api|actuator|v3|field|portal)$)[^.]*}", "/{page:(?!(?:api|actuator|v3|assets|field|portal)$)[^.]*}/**"})
    String desk() {
        return "forward:/index.html";
    }
}
