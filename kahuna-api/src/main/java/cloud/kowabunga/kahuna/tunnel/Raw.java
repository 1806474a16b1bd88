package cloud.kowabunga.kahuna.tunnel;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Messages as they are. */
final class Raw implements MethodDescriptor.Marshaller<byte[]> {
    static final Raw INSTANCE = new Raw();

    private Raw() {}

    @Override
    public InputStream stream(byte[] value) {
        return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
        try {
            return stream.readAllBytes();
        } catch (IOException broken) {
            throw Status.INTERNAL
                    .withDescription("A message could not be read.")
                    .withCause(broken)
                    .asRuntimeException();
        }
    }
}
