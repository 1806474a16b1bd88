package cloud.kowabunga.kahuna.tunnel;

/** Hears of steps that will be tried again, as something could not be reached. */
interface Stumbles {
    /**
     * Told before the engine hears of it, so that what comes of the next attempt is told later.
     *
     * @param run of the execution whose step it is
     * @param sentence what could not be reached
     */
    void over(String run, String sentence);

    /** The attempt that follows has begun and is still at work. */
    void goesOn(String run);
}
