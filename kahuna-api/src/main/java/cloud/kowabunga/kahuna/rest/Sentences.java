package cloud.kowabunga.kahuna.rest;

/** What a person reads when HTTP itself says no and nothing more is known. */
final class Sentences {
    private Sentences() {}

    static String of(int status) {
        return switch (status) {
            case 400 -> "The request cannot be read.";
            case 401 -> "Say who you are: with an API key in X-API-Key, or with a token in Authorization: Bearer.";
            case 403 -> "You may not do this.";
            case 404 -> "There is nothing at this address. /docs lists what there is.";
            case 405 -> "This method is not possible here.";
            case 406 -> "The answer is application/json, which the Accept header of the request rules out.";
            case 408 -> "The request took too long to arrive.";
            case 413 -> BodyTooLarge.SENTENCE;
            case 414 -> "The address is too long.";
            case 415 -> "A body is read as application/json and as nothing else.";
            case 431 -> "The headers of the request are too long.";
            case 503 -> "Kahuna cannot answer now. Ask again in a few seconds.";
            default ->
                status < 500
                        ? "The request was refused."
                        : "Something went wrong inside Kahuna. Its log has the details.";
        };
    }
}
