package aftercare.customers;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.SignedIn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** China's regions, to be chosen step by step or found by name. */
@RestController
@RequestMapping("/api/regions")
class RegionController {

    private static final int MOST_FOUND = 20;

    /** {@code leaf}: nothing below it. */
    record RegionView(String code, String name, String fullName, Region.Level level, @Nullable String parent, boolean leaf) {}

    record RemoteNames(@NotNull @Size(max = 500) List<String> codes) {}

    private final Regions regions;
    private final RemoteRegions remote;

    RegionController(Regions regions, RemoteRegions remote) {
        this.regions = regions;
        this.remote = remote;
    }

    /** The provinces, what lies directly below {@code parent}, or what is called like {@code words}. */
    @SignedIn
    @GetMapping
    List<RegionView> regions(@RequestParam(required = false) @Nullable String parent, @RequestParam(required = false) @Nullable String words) {
        var found = words == null || words.isBlank() ? regions.children(parent) : regions.search(words, MOST_FOUND);
        return found.stream().map(this::view).toList();
    }

    /** From the province down to the region with this code; empty when there is none. */
    @SignedIn
    @GetMapping("/{code}/path")
    List<RegionView> path(@PathVariable String code) {
        return regions.find(code).map(regions::path).orElse(List.of()).stream().map(this::view).toList();
    }

    /** Those the house calls hard to reach. */
    @SignedIn
    @GetMapping("/remote")
    List<RegionView> remote() {
        return remote.codes().stream().flatMap(code -> regions.find(code).stream()).map(this::view).toList();
    }

    /** All of them at once; a region is remote with everything that lies in it. */
    @Requires(value = Permission.PROMISES_EDIT_RULES, everywhere = true)
    @PutMapping("/remote")
    void nameRemote(Scope scope, @Valid @RequestBody RemoteNames body) {
        remote.name(body.codes(), scope);
    }

    private RegionView view(Region region) {
        return new RegionView(region.code(), region.name(), region.fullName(), region.level(), region.parent(), regions.isLeaf(region));
    }
}
