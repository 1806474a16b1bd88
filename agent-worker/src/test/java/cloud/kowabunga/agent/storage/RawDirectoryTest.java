package cloud.kowabunga.agent.storage;

final class RawDirectoryTest extends DirectoryContract {
    @Override
    ImageFormat format() {
        return ImageFormat.RAW;
    }
}
