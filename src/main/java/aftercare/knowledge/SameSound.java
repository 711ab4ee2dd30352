package aftercare.knowledge;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Characters that sound alike. Who types with pinyin and picks the wrong word makes mistakes that look like nothing (店机 for 电机) and
 * sound right. GB 2312 puts its 3755 common characters in the order of their pinyin, so that all it takes is where each syllable begins;
 * tones do not count, and a character with several readings has the one by which it is put there.
 */
final class SameSound {

    private static final Charset GB2312 = Charset.forName("GB2312");
    private static final int FIRST_ROW = 0xB0;
    private static final int LAST_ROW = 0xD7;
    private static final int FIRST_CELL = 0xA1;
    private static final int LAST_CELL = 0xFE;
    /** What is longer is told, not looked for by a word. */
    private static final int LONGEST = 12;

    /** The first character of each syllable. */
    private static final String BEGINS = "啊埃鞍肮凹芭白斑邦苞杯奔崩逼鞭标鳖彬兵玻捕擦猜餐苍操厕层插拆搀昌超车郴撑吃充抽初揣川疮吹春戳疵聪凑粗蹿摧村磋搭呆耽当刀德蹬堤颠碉跌丁丢东兜督端堆墩掇蛾恩而发藩坊菲芬丰佛否夫噶该干冈篙哥给根耕工钩辜刮乖"
            + "棺光瑰辊锅哈骸酣夯壕呵嘿痕哼轰喉呼花槐欢荒灰荤豁击嘉歼僵蕉揭巾荆炯揪鞠捐撅均喀开刊康考坷肯坑空抠枯夸块宽匡亏坤括垃莱蓝琅捞勒雷棱厘俩联粮撩列琳玲溜龙楼芦驴峦掠抡萝妈埋瞒芒猫么玫门萌眯棉苗蔑民明谬摸谋拇"
            + "拿氖南囊挠呢馁嫩能妮蔫娘鸟捏您柠牛脓奴女暖虐挪哦欧啪拍攀乓抛呸喷砰坯篇飘撇拼乒坡剖扑期掐牵枪橇切钦青琼秋趋圈缺裙然瓤饶惹壬扔日戎揉茹软蕊闰若撒腮三桑搔瑟森僧莎筛珊墒梢奢砷声师收蔬刷摔栓霜谁吮说斯松搜苏"
            + "酸虽孙蓑塌胎坍汤掏特藤梯天挑贴厅通偷凸湍推吞拖挖歪豌汪威瘟嗡挝巫昔瞎掀相萧楔薪星兄休墟轩靴勋压焉殃邀椰一茵英哟拥幽迂鸳曰耘匝栽咱赃遭责贼怎增扎摘瞻樟招遮珍蒸芝中舟珠抓拽专桩椎谆捉兹鬃邹租钻嘴尊昨";

    /** To each character all that sound alike; none of them lies outside the basic plane. */
    private static final Map<Integer, String> ALIKE = alike();

    private SameSound() {}

    private static Map<Integer, String> alike() {
        var syllables = new ArrayList<StringBuilder>();
        for (int row = FIRST_ROW; row <= LAST_ROW; row++) {
            for (int cell = FIRST_CELL; cell <= LAST_CELL; cell++) {
                var character = new String(new byte[] {(byte) row, (byte) cell}, GB2312);
                if (BEGINS.contains(character)) {
                    syllables.add(new StringBuilder());
                }
                // The last row is not full.
                if (!character.contains("\ufffd")) {
                    syllables.getLast().append(character);
                }
            }
        }
        var alike = new HashMap<Integer, String>();
        syllables.forEach(syllable -> syllable.chars().forEach(character -> alike.put(character, syllable.toString())));
        return Map.copyOf(alike);
    }

    /** All that sound like this one, itself among them. */
    static String of(int character) {
        return ALIKE.getOrDefault(character, Character.toString(character));
    }

    /** Whether each of the words stands in the text as it sounds. */
    static boolean isIn(String text, String words) {
        var sound = sound(text);
        return split(words).allMatch(word -> sound.contains(sound(word)));
    }

    /**
     * All pairs of characters that sound like two neighbours in the words: of those neighbours that have the fewest, so that an index by
     * pairs is asked little. Texts in which the words stand as they sound have one of them.
     *
     * @return nothing where nothing can sound alike, or where this is no word but a tale
     */
    static List<String> rarestPairs(String words) {
        if (words.length() > LONGEST || words.codePoints().allMatch(character -> of(character).length() == 1)) {
            return List.of();
        }
        return split(words).flatMap(word -> IntStream.range(0, Math.max(0, word.length() - 1)).mapToObj(at -> word.substring(at, at + 2)))
                .min(Comparator.comparing(pair -> of(pair.charAt(0)).length() * of(pair.charAt(1)).length()))
                .map(pair -> of(pair.charAt(0)).chars().boxed().flatMap(one -> of(pair.charAt(1)).chars().mapToObj(other -> Character.toString(one) + Character.toString(other))).toList())
                .orElse(List.of());
    }

    private static Stream<String> split(String words) {
        return Arrays.stream(words.toLowerCase().split("[\\s\u00a0\u3000]+"));
    }

    /** One and the same for whatever sounds alike: the first character of each syllable. */
    private static String sound(String text) {
        return text.toLowerCase().chars().mapToObj(character -> of(character).substring(0, 1)).collect(Collectors.joining());
    }
}
