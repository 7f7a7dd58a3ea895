package io.goldtier.loop;

import io.goldtier.skill.Skills;
import io.goldtier.skill.Systems;
import io.goldtier.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Puts things in order after a process has died: at start for this one, later for others on the same store. */
@Component("loopRecovery")
public class LoopRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(LoopRecovery.class);

    private final Store store;
    private final Loops loops;
    private final LoopFiles files;
    private final Systems systems;

    LoopRecovery(Store store, Loops loops, LoopFiles files, Systems systems, Skills skills) {
        this.store = store;
        this.loops = loops;
        this.files = files;
        this.systems = systems;
        skills.onStarted(name -> store.submit(tx -> {
            loops.wakeWaitingFor(tx, "skill " + name);
            return null;
        }));
    }

    /** Takes up what the last process left: its claims, and files that were not moved. */
    void atStart() {
        int reclaimed = loops.reclaim(!store.isShared());
        int filed = files.catchUp();
        systems.tryPausedAgain();
        if (reclaimed + filed > 0) {
            LOG.info("Goes on with {} tasks and has filed {} that were finished.", reclaimed, filed);
        }
    }

    /** Renews this process's claims and takes over those of processes that are gone. */
    public void watch() {
        loops.renewLeases();
        int reclaimed = loops.reclaim(false);
        if (reclaimed > 0) {
            LOG.warn("Goes on with {} tasks whose process is gone.", reclaimed);
        }
    }
}
