package aftercare.channels;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The services we can speak to. A new one is a line here. */
final class Adapters {

    static final List<ChannelAdapter> ALL = List.of(new WeCom(), new DingTalk(), new Feishu(), new SmsGateway());

    private static final Map<ChannelKind, ChannelAdapter> BY_KIND = new EnumMap<>(ChannelKind.class);

    static {
        ALL.forEach(adapter -> BY_KIND.put(adapter.kind(), adapter));
    }

    private Adapters() {}

    /** Nothing goes out through one that only receives. */
    static ChannelAdapter of(ChannelKind kind) {
        var adapter = BY_KIND.get(kind);
        if (adapter == null) {
            throw new IllegalArgumentException("nothing is sent through " + kind);
        }
        return adapter;
    }
}
