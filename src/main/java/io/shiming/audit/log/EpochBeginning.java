package io.shiming.audit.log;

import io.shiming.audit.HeadStore;
import io.shiming.audit.LogOrigin;
import io.shiming.audit.tree.RightEdge;
import io.shiming.audit.tree.TiledTree;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Carries out the order to begin a new epoch: its first entry gets the first lost index, then the head is signed under the
 * new origin. Each step may be repeated after a crash; the order leaves the head store last.
 */
final class EpochBeginning {
    private final HeadStore store;
    private final HeadSigning signing;

    EpochBeginning(HeadStore store, HeadSigning signing) {
        this.store = store;
        this.signing = signing;
    }

    /** Carries out an order that stands in the head store; does nothing without one. In a transaction of the sequencer. */
    void carryOut(Connection connection, LogTables log) throws SQLException, IOException {
        var ordered = store.epochOrder();
        if (ordered.isEmpty()) return;
        var order = parsed(ordered.get());
        var last = store.read();
        if (last.filter(note -> note.startsWith(order.end().next() + "\n")).isEmpty()) {
            if (!last.equals(Optional.of(order.end().note()))) throw dropped("is not about the last signed head");
            place(connection, log, order);
            store.keepEnded(LogOrigin.epoch(order.end().origin()), order.end().note());
            signing.signNextEpoch(order, log.head(), new TileTable(connection));
        }
        store.dropEpochOrder();
    }

    private void place(Connection connection, LogTables log, EpochOrder order) throws SQLException, IOException {
        var tiles = new TileTable(connection);
        var head = log.headToMove();
        long kept = order.end().kept();
        if (head.size() > kept) { // a run before this one was cut off
            var first = new TiledTree(tiles, head.size()).leaf(kept);
            if (!first.equals(order.leaf())) throw dropped("is about entries that are not lost");
            return;
        }
        var edge = RightEdge.of(head.size(), tiles);
        boolean same = head.size() == kept
                && edge.root().equals(head.root())
                && head.root().equals(order.end().keptRoot());
        if (!same) throw dropped("is about another database");
        var placed = List.copyOf(log.place(kept, List.of(order.entry())).values());
        if (!placed.equals(List.of(order.leaf()))) throw dropped("has no first entry");
        placed.forEach(edge::append);
        tiles.write(edge.takeChanged());
        log.move(head, new Head(edge.size(), edge.root()));
        connection.commit();
    }

    /** Nothing was placed for it, and nothing will be: two persons may order again. */
    private Forked dropped(String why) throws IOException {
        store.dropEpochOrder();
        return new Forked("the order to begin a new epoch " + why);
    }

    private EpochOrder parsed(String text) throws IOException {
        try {
            return EpochOrder.parse(text);
        } catch (IllegalArgumentException e) {
            throw dropped("does not read");
        }
    }
}
