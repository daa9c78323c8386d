package io.shiming.packaged;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An organisation that does not exist, with the people who act for it. The n-th is always the same. */
public final class SyntheticFirm {
    private static final String CREDIT_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

    public final String name;
    public final String code;
    public final String address;
    final SyntheticPerson handler;
    final SyntheticPerson responsible;
    public final SyntheticPerson user;

    private SyntheticFirm(int n) {
        name = "测试虚构第" + n + "号并不存在贸易有限公司";
        code = creditCode(n);
        address = "测试省示例市虚构区公司大街第" + n + "号写字楼";
        handler = SyntheticPerson.number(n + 1);
        responsible = SyntheticPerson.number(n + 2);
        user = SyntheticPerson.number(n + 3);
    }

    public static SyntheticFirm number(int n) {
        return new SyntheticFirm(n);
    }

    public List<SyntheticPerson> people() {
        return List.of(handler, responsible, user);
    }

    /** The line and the contract of a person, signed by this organisation. */
    public Map<String, Object> signing(SyntheticPerson line) {
        var form = new TreeMap<String, Object>(line.signing());
        form.keySet().removeAll(List.of("subscriber", "capture"));
        var today = LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();
        form.put(
                "organisation",
                Map.of(
                        "name",
                        name,
                        "document",
                        Map.of("type", "USCC_LIC", "number", code, "expiresOn", "long-term"),
                        "address",
                        address,
                        "handler",
                        handler.shown(),
                        "responsiblePerson",
                        responsible.shown(),
                        "actualUser",
                        user.shown(),
                        "authorizationRef",
                        "LETTER-1",
                        "authorizedFrom",
                        today,
                        "authorizedUntil",
                        today));
        return form;
    }

    /** GB 32100 around a code of GB 11714. */
    private static String creditCode(int n) {
        var body = "%08d".formatted(n * 1_237L % 100_000_000);
        int inner = 0;
        for (int i = 0; i < 8; i++) inner += (body.charAt(i) - '0') * WEIGHTS[i];
        var front = "91310000" + body + "0X987654321".charAt(inner % 11);
        int sum = 0;
        for (int i = 0, weight = 1; i < 17; i++, weight = weight * 3 % 31) {
            sum += CREDIT_CODE.indexOf(front.charAt(i)) * weight;
        }
        return front + CREDIT_CODE.charAt((31 - sum % 31) % 31);
    }
}
