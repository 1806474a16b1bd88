package cloud.kowabunga.kahuna.live;

/** Hears what changed. Called by the feed's own thread, so it must not block. */
public interface ChangeListener {
    void changed(Change change);

    /** The feed was cut off for a while: anything may have changed unheard. */
    void missedSome();
}
