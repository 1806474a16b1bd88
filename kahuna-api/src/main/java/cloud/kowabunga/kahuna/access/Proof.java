package cloud.kowabunga.kahuna.access;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** By what a caller was known. No secret: enough to find out later whether it still holds. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes({@JsonSubTypes.Type(Proof.Key.class), @JsonSubTypes.Type(Proof.SignIn.class)})
public sealed interface Proof {
    /** @param prefix the public part of an API key */
    record Key(String prefix) implements Proof {}

    /**
     * @param session of this one sign-in
     * @param epoch of the user's password when they signed in
     */
    record SignIn(String session, String user, int epoch, Instant until) implements Proof {
        static Proof of(Sessions.Session session) {
            return new SignIn(session.id(), session.user(), session.epoch(), session.until());
        }

        Sessions.Session asSession() {
            return new Sessions.Session(session, user, epoch, until);
        }
    }
}
