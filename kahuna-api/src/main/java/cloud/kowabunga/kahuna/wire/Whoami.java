package cloud.kowabunga.kahuna.wire;

import java.util.List;

/**
 * Who is calling, and what they may do.
 *
 * @param operations each as method and path
 */
public record Whoami(String id, String name, String role, List<String> operations) {}
