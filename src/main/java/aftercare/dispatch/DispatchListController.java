package aftercare.dispatch;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The company's own lists of skills, certificates, equipment and reasons to say no. */
@RestController
@RequestMapping("/api/dispatch/lists/{list}")
class DispatchListController {

    /** @param tw the Chinese name stands where others are blank */
    record EntryBody(@NotBlank @Size(max = 60) String zh, @NotNull @Size(max = 60) String tw, @NotNull @Size(max = 60) String en,
                     @NotNull @Size(max = 50) List<@NotNull @Size(max = 60) String> neededFor, @Nullable EquipmentKind kind) {

        Map<String, String> name() {
            return Map.of("zh-CN", zh.strip(), "zh-TW", tw.isBlank() ? zh.strip() : tw.strip(), "en", en.isBlank() ? zh.strip() : en.strip());
        }
    }

    private final DispatchLists lists;

    DispatchListController(DispatchLists lists) {
        this.lists = lists;
    }

    @Requires(Permission.DISPATCH_EDIT_ENGINEERS)
    @GetMapping
    DispatchLists.ListView list(@PathVariable DispatchList list) {
        return lists.of(list);
    }

    @Requires(Permission.DISPATCH_EDIT_ENGINEERS)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    void add(@PathVariable DispatchList list, @Valid @RequestBody EntryBody body) {
        lists.add(list, body.name(), body.neededFor(), body.kind());
    }

    @Requires(Permission.DISPATCH_EDIT_ENGINEERS)
    @PutMapping("/{code}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(@PathVariable DispatchList list, @PathVariable String code, @Valid @RequestBody EntryBody body) {
        lists.change(list, code, body.name(), body.neededFor(), body.kind());
    }

    @Requires(Permission.DISPATCH_EDIT_ENGINEERS)
    @DeleteMapping("/{code}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable DispatchList list, @PathVariable String code) {
        lists.remove(list, code);
    }
}
