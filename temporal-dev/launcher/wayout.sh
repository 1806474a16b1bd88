# shellcheck shell=bash
# The ways out of a region; there is none in. Needs base.sh and kaktus.sh.
#
#   way_out_up NAME, way_out_down NAME     KOW_WAY_OUT (10.97.0.1:9080) inside is Kahuna's 127.0.0.1:$KOW_KAHUNA_PORT, and only that
#   egress_up NAME, egress_down NAME       the Internet for template downloads and instances, unless KOW_EGRESS=no or slirp4netns is missing
#   egress_state NAME                      a sentence for region_status
#
# The way to Kahuna: a relay inside listens on an address that exists in the region alone and hands bytes to a Unix socket file; a relay
# outside takes them from there to Kahuna's port. No device connects the two networks. Kahuna may come and go: each connection is made anew.
# The Internet: a user-land NAT (slirp4netns) opens outbound connections as an ordinary program would. Its rules let nothing through to this
# machine's own addresses or to private networks; KOW_EGRESS_PRIVATE=yes allows the latter, for templates on a company's own servers.

: "${KOW_WAY_OUT:=10.97.0.1:9080}" "${KOW_EGRESS:=auto}" "${KOW_EGRESS_PRIVATE:=no}" "${KOW_EGRESS_DNS:=10.96.0.3}"
KOW_EGRESS_NET=10.96.0.0/24
KOW_EGRESS_DEVICE=out0
# Half-closed connections get half a minute for the other half; idle ones are checked every half minute.
KOW_RELAY_TCP=keepalive,keepidle=30,keepintvl=10,keepcnt=3,nodelay

way_out_up() {
  local home ns
  home=$KOW_HOME/region/$1 ns=$(kaktus_netns "$1")
  ip -n "$ns" addr replace "${KOW_WAY_OUT%:*}/32" dev lo || return 1
  # A socket's path has room for 107 bytes, so both relays run in its folder.
  if [[ $(cat "$home/way-out.port" 2>/dev/null) != "$KOW_KAHUNA_PORT" ]]; then
    kow_stop "$home/relay-out.pid"
    echo "$KOW_KAHUNA_PORT" >"$home/way-out.port"
  fi
  kow_pid "$home/relay-out.pid" >/dev/null || kow_spawn "$home/relay-out.pid" "$home/relay.out" env -C "$home" \
    socat -t 30 UNIX-LISTEN:way-out.sock,fork,mode=600,unlink-early "TCP4:127.0.0.1:$KOW_KAHUNA_PORT,$KOW_RELAY_TCP" || return 1
  kow_pid "$home/relay-in.pid" >/dev/null || kow_spawn "$home/relay-in.pid" "$home/relay.out" ip netns exec "$ns" env -C "$home" \
    socat -t 30 "TCP4-LISTEN:${KOW_WAY_OUT#*:},bind=${KOW_WAY_OUT%:*},reuseaddr,fork,$KOW_RELAY_TCP" UNIX-CONNECT:way-out.sock
}

way_out_down() {
  local home
  home=$KOW_HOME/region/$1
  kow_stop "$home/relay-in.pid"
  kow_stop "$home/relay-out.pid"
}

egress_wanted() { [[ $KOW_EGRESS != no ]] && command -v slirp4netns >/dev/null && [[ -c /dev/net/tun ]]; }

# Instances see the gateway, metadata and the Internet, not the way to Kahuna; nobody inside sees the machine.
egress_rules() {
  local own private=''
  own=$(ip -4 -o addr show | awk '{ sub(/\/.*/, "", $4); printf "%s%s", (NR > 1 ? ", " : ""), $4 }')
  [[ $KOW_EGRESS_PRIVATE == yes ]] || private='10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12, 192.168.0.0/16, 169.254.0.0/16,'
  cat <<END
add table inet kowabunga_region
delete table inet kowabunga_region
table inet kowabunga_region {
  set machine { type ipv4_addr; flags interval; auto-merge; elements = { $own, 127.0.0.0/8, $private 224.0.0.0/3 } }
  chain to_the_internet {
    ct state established,related accept
    ip daddr $KOW_EGRESS_DNS udp dport 53 accept
    ip daddr $KOW_EGRESS_DNS tcp dport 53 accept
    ip daddr @machine meta l4proto tcp reject with tcp reset
    ip daddr @machine reject
    meta nfproto ipv6 reject
  }
  chain output { type filter hook output priority filter; oifname $KOW_EGRESS_DEVICE jump to_the_internet; }
  chain forward {
    type filter hook forward priority filter
    oifname $KOW_EGRESS_DEVICE jump to_the_internet
    iifname $KOW_EGRESS_DEVICE ct state != { established, related } drop
  }
  chain input {
    type filter hook input priority filter
    iifname $KOW_BRIDGE ip daddr ${KOW_WAY_OUT%:*} drop
    iifname $KOW_EGRESS_DEVICE ct state != { established, related } drop
  }
  chain leave { type nat hook postrouting priority srcnat; oifname $KOW_EGRESS_DEVICE masquerade; }
}
END
}

egress_device() { ip -n "$1" -4 route show default | grep -qw "$KOW_EGRESS_DEVICE"; }

egress_up() {
  local home ns rules
  home=$KOW_HOME/region/$1 ns=$(kaktus_netns "$1")
  # The rules come first, so that there is no moment without them; they are loaded again when the machine's addresses have changed.
  rules=$(egress_rules)
  if [[ $rules != "$(cat "$home/egress.nft" 2>/dev/null)" ]] || ! ip netns exec "$ns" nft list table inet kowabunga_region >/dev/null 2>&1; then
    ip netns exec "$ns" nft -f - <<<"$rules" || { kow_fail "the rules of $1 cannot be loaded"; return 1; }
    echo "$rules" >"$home/egress.nft"
  fi
  egress_wanted || { kow_stop "$home/slirp.pid"; return 0; }
  kow_pid "$home/slirp.pid" >/dev/null && return 0
  # Its sandbox unmounts what it does not need; without a private copy of the mounts, named namespaces of the machine would go with that.
  kow_spawn "$home/slirp.pid" "$home/slirp.out" unshare --mount slirp4netns --configure --mtu=1500 --cidr="$KOW_EGRESS_NET" \
    --disable-host-loopback --enable-sandbox --netns-type=path "/run/netns/$ns" "$KOW_EGRESS_DEVICE"
  kow_wait 5 egress_device "$ns" || { kow_say "no way to the Internet from $1: $(tail -1 "$home/slirp.out")"; kow_stop "$home/slirp.pid"; }
}

egress_down() { kow_stop "$KOW_HOME/region/$1/slirp.pid"; }

egress_state() {
  if kow_pid "$KOW_HOME/region/$1/slirp.pid" >/dev/null; then
    echo "outbound by slirp4netns (DNS $KOW_EGRESS_DNS), not to this machine$([[ $KOW_EGRESS_PRIVATE == yes ]] || echo " or private networks")"
  elif [[ $KOW_EGRESS == no ]]; then echo "none (KOW_EGRESS=no)"
  else echo "none (slirp4netns is missing or did not start)"; fi
}
