package aftercare.assets;

import aftercare.assets.InstalledBase.Level;
import aftercare.kernel.Refusal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place in the tree of the installed base, as it stands in addresses: {@code c.<customer>}, {@code s.<customer>.<site>},
 * {@code p.<customer>.<site>.<project>}, {@code y.<system>}, {@code d.<device>}; a missing site is left empty. The same
 * project at two sites is two places.
 */
record NodeKey(Level level, @Nullable UUID customer, @Nullable UUID site, @Nullable UUID project, @Nullable UUID id) {

    static NodeKey customer(@Nullable UUID customer) {
        return new NodeKey(Level.CUSTOMER, customer, null, null, null);
    }

    static NodeKey site(@Nullable UUID customer, @Nullable UUID site) {
        return new NodeKey(Level.SITE, customer, site, null, null);
    }

    static NodeKey project(@Nullable UUID customer, @Nullable UUID site, UUID project) {
        return new NodeKey(Level.PROJECT, customer, site, project, null);
    }

    static NodeKey system(UUID id) {
        return new NodeKey(Level.SYSTEM, null, null, null, id);
    }

    static NodeKey device(UUID id) {
        return new NodeKey(Level.DEVICE, null, null, null, id);
    }

    /** Of the form customer/site/project, as the database keeps it. */
    static NodeKey shelf(String shelf) {
        var parts = shelf.split("/", -1);
        var customer = UUID.fromString(parts[0]);
        var site = uuid(parts[1]);
        return parts[2].isEmpty() ? site(customer, site) : project(customer, site, UUID.fromString(parts[2]));
    }

    static NodeKey read(String text) {
        try {
            var parts = text.split("\\.", -1);
            return switch (parts[0]) {
                case "c" -> customer(UUID.fromString(parts[1]));
                case "s" -> site(UUID.fromString(parts[1]), uuid(parts[2]));
                case "p" -> project(UUID.fromString(parts[1]), uuid(parts[2]), UUID.fromString(parts[3]));
                case "y" -> system(UUID.fromString(parts[1]));
                case "d" -> device(UUID.fromString(parts[1]));
                default -> throw new IllegalArgumentException(text);
            };
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException unreadable) {
            throw new Refusal.Missing("assets.no-such-place", "there is no such place in the installed base", Map.of());
        }
    }

    static NodeKey known(@Nullable NodeKey place) {
        if (place == null) {
            throw new Refusal.Missing("assets.no-such-place", "there is no such place in the installed base", Map.of());
        }
        return place;
    }

    /** What can stand below it, in order. */
    static List<Level> below(@Nullable NodeKey place) {
        return place == null ? List.of(Level.CUSTOMER) : switch (place.level) {
            case CUSTOMER -> List.of(Level.SITE);
            case SITE -> List.of(Level.PROJECT, Level.SYSTEM, Level.DEVICE);
            case PROJECT -> List.of(Level.SYSTEM, Level.DEVICE);
            case SYSTEM, DEVICE -> List.of(Level.DEVICE);
        };
    }

    /** What the rows below it carry. */
    String shelf() {
        return switch (level) {
            case CUSTOMER -> customer + "/";
            case SITE -> customer + "/" + text(site) + "/";
            case PROJECT -> customer + "/" + text(site) + "/" + project;
            case SYSTEM, DEVICE -> String.valueOf(id);
        };
    }

    @Override
    public String toString() {
        return switch (level) {
            case CUSTOMER -> "c." + customer;
            case SITE -> "s." + customer + "." + text(site);
            case PROJECT -> "p." + customer + "." + text(site) + "." + project;
            case SYSTEM -> "y." + id;
            case DEVICE -> "d." + id;
        };
    }

    private static @Nullable UUID uuid(String text) {
        return text.isEmpty() ? null : UUID.fromString(text);
    }

    private static String text(@Nullable UUID id) {
        return id == null ? "" : id.toString();
    }
}
