package cloud.kowabunga.koala.client;

import org.springframework.http.HttpHeaders;

/** What a person proves themselves with. It stays in the memory of Koala's server and never prints itself. */
public sealed interface Credential {
    /** For the person: whose credential it is. */
    String title();

    /** The header that carries it. */
    String header();

    String headerValue();

    default void sign(HttpHeaders headers) {
        headers.set(header(), headerValue());
    }

    /** An API key, {@code kow_<public prefix>_<secret>}. */
    record Key(String value) implements Credential {
        private static final int PUBLIC_PART = "kow_12345678".length();

        @Override
        public String title() {
            return value.length() > PUBLIC_PART ? "Key " + value.substring(0, PUBLIC_PART) : "API key";
        }

        @Override
        public String header() {
            return "X-API-Key";
        }

        @Override
        public String headerValue() {
            return value;
        }

        @Override
        public String toString() {
            return title();
        }
    }

    /** A session of a user, as {@code POST /login} hands it out. */
    record Session(String email, String jwt) implements Credential {
        @Override
        public String title() {
            return email;
        }

        @Override
        public String header() {
            return HttpHeaders.AUTHORIZATION;
        }

        @Override
        public String headerValue() {
            return "Bearer " + jwt;
        }

        @Override
        public String toString() {
            return email;
        }
    }
}
