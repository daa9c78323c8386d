package io.shiming.packaged;

import io.shiming.identity.document.DocumentNumber;
import io.shiming.identity.document.DocumentType;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A person who cannot exist: the number's address code is that of a whole province, which no person is given
 * (regulation section 2). The n-th is always the same, and no two share a name, a number or an address.
 */
public final class SyntheticPerson {
    private static final int[] PROVINCES = {11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44};
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final List<String> SERVICES = List.of("mobile", "fixed", "internet");

    private static final Map<String, String> READ = Map.of("method", "reader", "device", "R-0001");

    public final int n;
    public final String name;
    public final String documentNumber;
    public final String address;
    final String service;
    public final String number;
    public final String installationAddress;

    private SyntheticPerson(int n) {
        this.n = n;
        name = name(n);
        documentNumber = documentNumber(n);
        address = spread(n, 1_000_000) + "号合成样例小区，测试省示例市虚构区并不存在的大街第" + n + "单元，信箱" + spread(n + 7, 100_000_000);
        service = SERVICES.get(n % 3);
        number = number(n);
        installationAddress = spread(n + 3, 1_000_000) + "室安装地点，测试省示例市虚构区另一条不存在的路第" + n + "栋";
    }

    public static SyntheticPerson number(long n) {
        return new SyntheticPerson((int) n);
    }

    /** So many, from this one on. */
    public static List<SyntheticPerson> from(int first, int many) {
        return IntStream.range(first, first + many)
                .mapToObj(SyntheticPerson::new)
                .toList();
    }

    /** Whether the line has an installation address: a mobile one has none. */
    boolean fixedInPlace() {
        return !service.equals("mobile");
    }

    /** A line as requests name it. */
    public Map<String, String> line() {
        return Map.of("type", service, service.equals("internet") ? "accessAccount" : "number", number);
    }

    /** A signing of this person, for the line and the contract of another. */
    Map<String, Object> signingFor(SyntheticPerson other) {
        var form = other.signing();
        form.put("subscriber", Map.of("name", name, "document", document(), "address", address));
        return form;
    }

    /** A signing of this person for the line of another, who gives it away; both have a line of the same kind. */
    public Map<String, Object> takingOver(SyntheticPerson giver) {
        var form = signing();
        form.put("event", "transfer");
        form.put("service", giver.signing().get("service"));
        var former = giver.shown();
        former.put("release", "RELEASE-" + n);
        form.put("formerHolder", former);
        return form;
    }

    /** As a person beside the signer, with a document that is read. */
    public Map<String, Object> shown() {
        return new TreeMap<>(Map.of("name", name, "document", document(), "address", address, "capture", READ));
    }

    public TreeMap<String, Object> signing() {
        var asked = new TreeMap<String, Object>(line());
        if (fixedInPlace()) asked.put("installationAddress", installationAddress);
        var form = new TreeMap<String, Object>(Map.of(
                "contractRef",
                contractRef(),
                "event",
                fixedInPlace() ? "install" : "open",
                "service",
                asked,
                "subscriber",
                Map.of("name", name, "document", document(), "address", address),
                "capture",
                READ,
                "notice",
                Map.of(
                        "version",
                        "2026-11",
                        "language",
                        "zh",
                        "acknowledgedAt",
                        "2026-11-21T10:00:00Z",
                        "riskNoticeAcknowledged",
                        true,
                        "separateConsent",
                        true)));
        if (!fixedInPlace()) {
            form.put("match", Map.of("by", "face", "result", "pass", "vendor", "V-1"));
            form.put("livePhoto", "PHOTO-" + n);
        }
        return form;
    }

    /** Not personal, stored as it is: what a search of the files must find if it searches at all. */
    public String contractRef() {
        return "CONTRACT-" + spread(n, 1_000_000) + "-" + n;
    }

    /** The number in the form that the service's index is made of. */
    public String canonicalNumber() {
        return switch (service) {
            case "mobile" -> "+86" + number;
            case "fixed" -> "+86" + number.substring(1);
            default -> number;
        };
    }

    /** The document in the form that the service's index is made of. */
    public String canonicalDocument() {
        return DocumentNumber.of(DocumentType.RIC, documentNumber, today()).canonical();
    }

    private Map<String, String> document() {
        String expiresOn = elderly(n) ? "long-term" : today().plusYears(5).toString();
        return Map.of("type", "RIC", "number", documentNumber, "expiresOn", expiresOn);
    }

    // Five characters, the third one of plane 2; the pair of the last two is another for each n below four million.
    private static String name(int n) {
        return new StringBuilder("测试")
                .appendCodePoint(0x20000 + n % 40_000)
                .appendCodePoint(0x5000 + n / 2_000)
                .appendCodePoint(0x6000 + n % 2_000)
                .toString();
    }

    // An adult on any day from 2026 on; the elderly hold cards without an end (ID Card Law, article 5).
    private static String documentNumber(int n) {
        LocalDate born = elderly(n) ? LocalDate.of(1940, 1, 1) : LocalDate.of(1985, 1, 1);
        String first17 = PROVINCES[n % PROVINCES.length]
                + "0000"
                + born.plusDays(n % 7_000).toString().replace("-", "")
                + "%03d".formatted(n / 7 % 1_000);
        int sum = IntStream.range(0, WEIGHTS.length)
                .map(i -> WEIGHTS[i] * (first17.charAt(i) - '0'))
                .sum();
        return first17 + "10X98765432".charAt(sum % 11);
    }

    private static boolean elderly(int n) {
        return n % 2 == 0;
    }

    private static String number(int n) {
        return switch (n % 3) {
            case 0 -> "1" + (3 + n % 7) + spread(n, 1_000_000_000);
            case 1 -> "010" + (2 + n % 7) + spread(n, 10_000_000);
            default -> "line." + spread(n, 1_000_000_000) + "@access.example";
        };
    }

    /** Digits as many as the power of ten has zeros, other ones for each n below it. */
    private static String spread(int n, int powerOfTen) {
        int digits = Integer.toString(powerOfTen).length() - 1;
        return ("%0" + digits + "d").formatted(n * 48_271L % powerOfTen);
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }

    @Override
    public String toString() {
        return "SyntheticPerson[" + n + "]";
    }
}
