package io.shiming.running;

import java.util.List;

/** Windows that are used up to some number, and the alarms about an actor. */
final class Used {
    private Used() {}

    static void up(Superuser superuser, String holder, int span, int times) {
        superuser.run("INSERT INTO registry.lookup_quota VALUES (1, '%s', %d,".formatted(holder, span)
                + " floor(extract(epoch FROM clock_timestamp()) * 24 / %d), %d, %d, array_fill(0, ARRAY[24]))"
                        .formatted(span, times, times)
                + " ON CONFLICT (operator_id, holder, span) DO UPDATE SET newest = excluded.newest,"
                + " uses = excluded.uses, latest = excluded.latest, earlier = excluded.earlier");
    }

    static List<String> alarms(Superuser superuser, String actor) {
        return superuser.texts(
                "SELECT DISTINCT kind FROM registry.access_alarm WHERE actor = ? AND kind <> 'NIGHT' ORDER BY 1",
                actor);
    }
}
