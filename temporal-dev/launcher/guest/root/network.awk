# Turns network-config version 2 (block or flow YAML, or JSON) into one command a line, each adapter's in an order that can be applied.
# It reads words, not structure: an adapter begins at a key that the format does not know, and an address without a prefix is a name server.
BEGIN {
  known = " network version renderer ethernets match macaddress name set-name driver addresses gateway4 gateway6 routes to via metric on-link nameservers search dhcp4 dhcp6 dhcp-identifier accept-ra mtu optional wakeonlan link-local "
}
{
  sub(/(^|[ \t])#.*/, "")
  gsub(/":/, "\": ")
  gsub(/["']/, "")
  gsub(/[][{},]/, " ")
  for (i = 1; i <= NF; i++) word($i)
}
END { flush() }

function word(w) {
  if (w == "-") return
  if (w ~ /:$/ && w !~ /::$/) {
    key = substr(w, 1, length(w) - 1)
    if (!index(known, " " key " ")) { flush(); name = key }
    return
  }
  if (key == "macaddress") mac = tolower(w)
  else if (key == "mtu") rest = rest "mtu " w "\n"
  else if (key == "addresses" && w ~ /\//) addresses = addresses "address " w "\n"
  else if (key == "addresses") rest = rest "dns " w "\n"
  else if (key == "search") rest = rest "search " w "\n"
  else if (key == "gateway4" || key == "gateway6") routes = routes "route default " w "\n"
  else if (key == "dhcp4" && w ~ /^(true|yes|on)$/) rest = rest "dhcp\n"
  else if (key == "to") { to = (w ~ /^(0\.0\.0\.0\/0|::\/0)$/) ? "default" : w; route() }
  else if (key == "via") { via = w; route() }
}
function route() {
  if (to == "" || via == "") return
  routes = routes "route " to " " via "\n"
  to = via = ""
}
function flush() {
  if (addresses rest routes != "") printf "%s\n%s%s%s", (mac != "" ? "mac " mac : "name " name), addresses, routes, rest
  mac = addresses = rest = routes = to = via = ""
}
