package aftercare.mail;

import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** HTML of strangers: as words, or as a page that can neither run anything nor tell anybody that it was read. */
final class SafeHtml {

    /** What a mail may look like. No script, form, frame, link to a style sheet; addresses of pictures are looked at one by one. */
    private static final Safelist ALLOWED = Safelist.relaxed()
            .addTags("font", "center", "hr", "s", "del", "ins", "big", "tt", "address", "section", "article", "header", "footer", "figure", "figcaption")
            .addAttributes(":all", "style", "align", "valign", "bgcolor", "color", "dir")
            .addAttributes("font", "face", "size").addAttributes("table", "border", "cellpadding", "cellspacing", "width", "height")
            .addAttributes("td", "width", "height", "nowrap").addAttributes("th", "width", "height").addAttributes("hr", "size", "width")
            .removeProtocols("img", "src", "http", "https").addProtocols("img", "src", "http", "https", "cid", "data")
            .removeProtocols("a", "href", "ftp");

    private static final Pattern STYLE_HARM = Pattern.compile("(?i)url\\s*\\(|expression|javascript:|behavior|-moz-binding|@import|position\\s*:|\\\\");
    private static final Pattern SMALL_DATA = Pattern.compile("(?i)^data:image/(png|jpeg|gif|webp);base64,.*", Pattern.DOTALL);
    /** Looked for a {@code pre} around a text no further up than this: trees of strangers may be thousands of elements deep. */
    private static final int NEAR = 20;
    private static final int LONGEST = 2_000_000;

    /** @param blocked pictures that lie elsewhere and were left out */
    record Page(String html, int blocked) {}

    private SafeHtml() {}

    /** @param pictures the mail's own pictures by their content ids, as media type and bytes */
    static Page page(String html, Map<String, MailAttachment> pictures, boolean showRemote) {
        var parsed = parsed(html);
        if (parsed == null) {
            return new Page("<pre>" + escaped(text(html)) + "</pre>", 0);
        }
        var clean = new Cleaner(ALLOWED).clean(parsed);
        int blocked = 0;
        for (var styled : clean.select("[style]")) {
            if (STYLE_HARM.matcher(styled.attr("style")).find()) {
                styled.removeAttr("style");
            }
        }
        for (var link : clean.select("a[href]")) {
            link.attr("target", "_blank").attr("rel", "noopener noreferrer nofollow");
        }
        for (var picture : clean.select("img")) {
            var src = picture.attr("src").strip();
            var own = src.toLowerCase().startsWith("cid:") ? pictures.get(src.substring(4).toLowerCase()) : null;
            if (own != null && own.mediaType().matches("image/(png|jpe?g|gif|webp)")) {
                picture.attr("src", "data:" + own.mediaType() + ";base64," + Base64.getEncoder().encodeToString(own.content()));
            } else if (src.matches("(?i)https?://.*")) {
                blocked++;
                if (!showRemote) {
                    picture.removeAttr("src").removeAttr("srcset");
                }
            } else if (!SMALL_DATA.matcher(src).matches()) {
                picture.remove();
            }
        }
        clean.outputSettings().prettyPrint(false);
        return new Page(clean.body().html(), blocked);
    }

    /** As words, with the lines where a reader sees them. */
    static String text(String html) {
        var parsed = parsed(html);
        if (parsed == null) {
            return html.substring(0, Math.min(html.length(), LONGEST)).replaceAll("(?s)<[^>]{0,2000}>", " ").replaceAll("\\s+", " ").strip();
        }
        parsed.select("script, style, head, title, template").remove();
        var out = new StringBuilder();
        parsed.traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (node instanceof TextNode text) {
                    var words = preformatted(text) ? text.getWholeText() : text.text();
                    out.append(startsLine(out) ? words.stripLeading() : words);
                } else if (node instanceof Element element) {
                    switch (element.normalName()) {
                        case "br" -> out.append('\n');
                        case "hr" -> line(out).append("--------------------\n");
                        case "li" -> line(out).append("- ");
                        case "td", "th" -> out.append(startsLine(out) ? "" : "\t");
                        case "blockquote" -> line(out);
                        default -> {
                            if (element.isBlock()) {
                                line(out);
                            }
                        }
                    }
                }
            }

            @Override
            public void tail(Node node, int depth) {
                if (node instanceof Element element && (element.isBlock() || element.normalName().equals("tr"))) {
                    line(out);
                    if (element.normalName().equals("p")) {
                        out.append('\n');
                    }
                }
            }
        });
        return out.toString().replace('\u00a0', ' ').replaceAll("[ \\t]+\\n", "\n").replaceAll("\\n{3,}", "\n\n").strip();
    }

    private static StringBuilder line(StringBuilder out) {
        return startsLine(out) ? out : out.append('\n');
    }

    private static boolean startsLine(StringBuilder out) {
        return out.isEmpty() || out.charAt(out.length() - 1) == '\n';
    }

    private static boolean preformatted(TextNode text) {
        var node = text.parent();
        for (int i = 0; i < NEAR && node != null; i++, node = node.parent()) {
            if (node instanceof Element element && element.normalName().equals("pre")) {
                return true;
            }
        }
        return false;
    }

    /** Null when it is too much. */
    private static @Nullable Document parsed(String html) {
        if (html.length() > LONGEST) {
            return null;
        }
        return Jsoup.parse(html);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
