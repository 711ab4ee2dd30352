package aftercare.knowledge;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/** The body of an article: what may stand in it, and the same as words. */
record ArticleHtml(String html, String plain) {

    /** What the editor can make; no script, style, form, frame or picture from elsewhere. */
    private static final Safelist ALLOWED = Safelist.relaxed().removeTags("img").addTags("hr", "s")
            .removeProtocols("a", "href", "ftp").addEnforcedAttribute("a", "rel", "noopener noreferrer nofollow").addEnforcedAttribute("a", "target", "_blank");

    static ArticleHtml of(String raw) {
        var parsed = Jsoup.parseBodyFragment(raw.replace("\0", ""));
        var clean = new Cleaner(ALLOWED).clean(parsed);
        clean.outputSettings(new Document.OutputSettings().prettyPrint(false));
        var html = clean.body().html();
        for (var block : clean.body().select("p, h1, h2, h3, h4, h5, h6, li, br, tr, pre, blockquote, hr")) {
            block.after(new Element("span").text("\n"));
        }
        return new ArticleHtml(html, clean.body().wholeText().replace('\u00a0', ' ').replaceAll("[ \\t]*\\n\\s*", "\n").strip());
    }
}
