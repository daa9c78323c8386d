package io.shiming.registration;

import io.shiming.identity.document.CheckDigit;
import io.shiming.registration.application.PartyBlocks;
import io.shiming.registration.application.SigningRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * An invented person, drawn from the bits of an id. The resident number has a province-level address code, which is
 * never issued (GB/T 2260), so no real person is ever registered by this.
 */
final class DecoyPerson {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final String SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
    private static final String GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂文辉玲华建红玉";
    private static final String[] STREETS = {"人民路", "解放路", "建设路", "中山路", "和平路", "新华路"};
    private static final int[] PROVINCES = {11, 12, 13, 21, 31, 32, 33, 41, 42, 44, 50, 51, 61, 62, 65};

    private final DecoyCounter counter;
    private final Instant now;
    private long bits;

    /**
     * Draws one person.
     *
     * @param chance an id of version 4, whose bits cannot be foreseen
     */
    DecoyPerson(UUID chance, DecoyCounter counter, Instant now) {
        this.bits = (chance.getMostSignificantBits() ^ chance.getLeastSignificantBits() * 31) & Long.MAX_VALUE;
        this.counter = counter;
        this.now = now;
    }

    SigningRequest request() {
        var address = "%s%d号%d室".formatted(STREETS[draw(STREETS.length)], 1 + draw(300), 101 + draw(600));
        return SigningRequest.alone(
                "C" + (100_000_000L + draw(900_000_000)),
                "install",
                SigningRequest.Service.internet("ad" + (10_000_000 + draw(90_000_000)), address),
                new PartyBlocks.Subscriber(name(), document(), address),
                new PartyBlocks.Capture("reader", "READER-" + (1 + draw(9))),
                new SigningRequest.Notice(
                        counter.noticeVersion(), counter.noticeLanguage(), now.toString(), true, null));
    }

    private PartyBlocks.Document document() {
        var expires = LocalDate.ofEpochDay(now.getEpochSecond() / 86_400 + 400 + draw(3_000));
        return PartyBlocks.Document.residentCard(residentNumber(), expires.toString());
    }

    private String name() {
        var given = new StringBuilder().append(GIVEN.charAt(draw(GIVEN.length())));
        if (draw(3) > 0) {
            given.append(GIVEN.charAt(draw(GIVEN.length())));
        }
        return SURNAMES.charAt(draw(SURNAMES.length())) + given.toString();
    }

    private String residentNumber() {
        var born = LocalDate.of(1962, 1, 1).plusDays(draw(14_000));
        var front = "%d0000%s%03d".formatted(PROVINCES[draw(PROVINCES.length)], DAY.format(born), 1 + draw(900));
        return front + CheckDigit.gb11643(front);
    }

    /** A number below the bound; the bits are stirred after each (the constants are Knuth's, TAOCP volume 2, 3.3.4). */
    private int draw(int bound) {
        bits = (bits * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L) & Long.MAX_VALUE;
        return (int) ((bits >>> 17) % bound);
    }

    @Override
    public String toString() {
        return "DecoyPerson[withheld]";
    }
}
