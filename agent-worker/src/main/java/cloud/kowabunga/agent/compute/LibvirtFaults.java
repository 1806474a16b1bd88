package cloud.kowabunga.agent.compute;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.LibvirtException;

/** What libvirt says, as faults. */
final class LibvirtFaults {
    private LibvirtFaults() {}

    /** @param wish completes "libvirt refused to …" */
    static KowabungaException of(LibvirtException cause, String wish) {
        var message = message(cause);
        return switch (code(cause)) {
            case VIR_ERR_NO_DOMAIN ->
                Fault.NOT_FOUND.because("There is no such machine on this Kaktus: cannot " + wish + ".", cause);
            case VIR_ERR_NO_CONNECT, VIR_ERR_INVALID_CONN, VIR_ERR_RPC, VIR_ERR_GNUTLS_ERROR, VIR_ERR_AUTH_FAILED ->
                Fault.LIBVIRT_AWAY.because("libvirt does not answer: " + message + ".", cause);
            case VIR_ERR_OPERATION_TIMEOUT, VIR_ERR_RESOURCE_BUSY ->
                Fault.LIBVIRT_AWAY.because("libvirt is busy and could not " + wish + " now: " + message + ".", cause);
            case VIR_ERR_XML_ERROR, VIR_ERR_XML_DETAIL, VIR_ERR_PARSE_FAILED ->
                Fault.INTERNAL.because(
                        "libvirt does not understand the definition of the machine: cannot " + wish + ".", cause);
            default -> Fault.LIBVIRT_REFUSED.because("libvirt refused to " + wish + ": " + message + ".", cause);
        };
    }

    static ErrorNumber code(LibvirtException cause) {
        var error = cause.getError();
        return error == null || error.getCode() == null ? ErrorNumber.VIR_ERR_INTERNAL_ERROR : error.getCode();
    }

    /** libvirt's words without the full stop, on one line. */
    static String message(LibvirtException cause) {
        var message = cause.getMessage();
        return message == null
                ? "no reason was given"
                : message.strip().replaceAll("\\s+", " ").replaceFirst("\\.$", "");
    }
}
