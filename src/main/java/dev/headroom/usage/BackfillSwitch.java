package dev.headroom.usage;

import dev.headroom.access.Audit;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lets an operator stop the reading of the store's past, and let it go on. */
@Service
public class BackfillSwitch {

    private final CollectionState state;
    private final Audit audit;

    BackfillSwitch(CollectionState state, Audit audit) {
        this.state = state;
        this.audit = audit;
    }

    /** Stops it after the piece it is at; what is new is read all the same. Nothing changes where it is complete. */
    @Transactional
    public void stop() {
        if (state.stopBackfill()) {
            audit.record("backfill.stopped", "collection:backfill", Map.of());
        }
    }

    /** Lets it go on with the next poll, where it was stopped. */
    @Transactional
    public void resume() {
        if (state.resumeBackfill()) {
            audit.record("backfill.resumed", "collection:backfill", Map.of());
        }
    }
}
