package io.shiming.trial;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user of the demo: no person, only a role at one of the two demo operators.
 *
 * @param name what the token endpoint is asked for
 * @param operator 1 harbour-telecom, 2 ridge-mobile
 * @param dealer dealer, store and terminal belong to the staff of a store only
 */
public record DemoUser(
        String name,
        String role,
        int operator,
        @Nullable String dealer,
        @Nullable String store,
        @Nullable String terminal) {

    /** Every role at both operators. */
    public static final List<DemoUser> ALL = everybody();

    /** The demo user of this name. */
    public static Optional<DemoUser> named(String name) {
        return ALL.stream().filter(user -> user.name.equals(name)).findFirst();
    }

    /** An opaque id, stable over installations, that is neither the name nor a number. */
    public String subject() {
        return UUID.nameUUIDFromBytes(("shiming demo " + name).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** The OAuth client that such a user would sign in with. */
    public String client() {
        return (operator == 1 ? "harbour-telecom" : "ridge-mobile") + (dealer == null ? "-office" : "-pos");
    }

    /** The organisational unit; clerks have none but their store. */
    public @Nullable String unit() {
        return switch (role) {
            case "warrant_officer" -> "legal-affairs";
            case "warrant_approver" -> "compliance";
            case "privacy_officer" -> "data-protection";
            case "key_custodian" -> "key-custody";
            default -> null;
        };
    }

    private static List<DemoUser> everybody() {
        var users = new ArrayList<DemoUser>();
        users.add(new DemoUser("clerk-1", "clerk", 1, "D-100", "S-101", "T-1"));
        users.add(new DemoUser("clerk-2", "clerk", 1, "D-100", "S-102", "T-2"));
        users.add(new DemoUser("clerk-3", "clerk", 1, "D-100", "S-101", "T-2"));
        users.add(new DemoUser("manager-1", "store_manager", 1, "D-100", "S-101", "T-1"));
        users.addAll(office(1, ""));
        users.add(new DemoUser("clerk-1-ridge", "clerk", 2, "D-200", "S-201", "T-1"));
        users.add(new DemoUser("clerk-2-ridge", "clerk", 2, "D-200", "S-201", "T-2"));
        users.add(new DemoUser("manager-1-ridge", "store_manager", 2, "D-200", "S-201", "T-1"));
        users.addAll(office(2, "-ridge"));
        return List.copyOf(users);
    }

    private static List<DemoUser> office(int operator, String ending) {
        return List.of(
                new DemoUser("provisioning-1" + ending, "provisioning", operator, null, null, null),
                new DemoUser("auditor-1" + ending, "auditor", operator, null, null, null),
                new DemoUser("reviewer-1" + ending, "reviewer", operator, null, null, null),
                new DemoUser("officer-1" + ending, "privacy_officer", operator, null, null, null),
                new DemoUser("support-1" + ending, "operator_support", operator, null, null, null),
                new DemoUser("warrant-1" + ending, "warrant_officer", operator, null, null, null),
                new DemoUser("approver-1" + ending, "warrant_approver", operator, null, null, null),
                new DemoUser("regulator-1" + ending, "regulator", operator, null, null, null),
                new DemoUser("custodian-1" + ending, "key_custodian", operator, null, null, null),
                new DemoUser("admin-1" + ending, "administrator", operator, null, null, null));
    }
}
