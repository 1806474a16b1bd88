package cloud.kowabunga.agent.storage;

final class Qcow2DirectoryTest extends DirectoryContract {
    @Override
    ImageFormat format() {
        return ImageFormat.QCOW2;
    }
}
