-- Clients compare what they sent with what they read, letter by letter; a MAC address has more than one spelling.
ALTER TABLE adapter
    ADD COLUMN mac_as_given text,
    ADD CONSTRAINT adapter_mac_as_given_is_its_mac CHECK (mac_as_given::macaddr = mac);
