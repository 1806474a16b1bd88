package cloud.kowabunga.kahuna.database;

import org.jooq.DSLContext;

/**
 * Sees every transaction that is made on behalf of somebody, from inside: what it writes down is there if, and only if, the
 * transaction is. Bound to a thread for the time of a request ({@link Database#WITNESS}).
 */
public interface Witness {
    /** Before the work of a transaction; again where the transaction is run again. */
    void begins(DSLContext transaction);

    /** After the work and before the commit. */
    void ends(DSLContext transaction);

    /** It was committed. */
    void committed();
}
