package aftercare.knowledge;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/** The body of an article: what may stand in it, and the same as words. */
record ArticleHtml(String html, String plain) {

    /** What the editor can make; no script, style, form or frame. Where pictures may come from is told below. */
    private static final Safelist ALLOWED = Safelist.relaxed().removeProtocols("img", "src", "http", "https").removeAttributes("img", "align", "height", "width", "title").addTags("hr", "s")
            .removeProtocols("a", "href", "ftp").addEnforcedAttribute("a", "rel", "noopener noreferrer nofollow").addEnforcedAttribute("a", "target", "_blank");

    static ArticleHtml of(String raw) {
        var parsed = Jsoup.parseBodyFragment(raw.replace("\0", ""));
        var clean = new Cleaner(ALLOWED).clean(parsed);
        clean.outputSettings(new Document.OutputSettings().prettyPrint(false));
        for (var picture : clean.body().select("img")) {
            if (!ArticlePictures.PLACE.matcher(picture.attr("src")).matches()) {
                picture.remove();
            }
        }
        var html = clean.body().html();
        for (var block : clean.body().select("p, h1, h2, h3, h4, h5, h6, li, br, tr, pre, blockquote, hr")) {
            block.after(new Element("span").text("\n"));
        }
        return new ArticleHtml(html, clean.body().wholeText().replace('\u00a0', ' ').replaceAll("[ \\t]*\\n\\s*", "\n").strip());
    }
}
