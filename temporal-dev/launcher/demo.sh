# shellcheck shell=bash
# The main job: a region with one zone and one Kaktus, and in it a project with an instance that answers for itself.
#
#   region_make        region, zone, agent with its key, Kaktus, pool, template, network (what exists is kept)
#   instance_make NAME project, adapter, volume, instance; ends when it runs and has fetched its metadata

GIB=1073741824

region_make() {
  local agent home=$KOW_HOME/agents/k1
  REGION=$(ensure region /region /region '{"name":"basement","description":"The data center on this machine","domain":"basement.kowabunga.local"}')
  ZONE=$(ensure zone "/region/$REGION/zones" "/region/$REGION/zone" '{"name":"basement-a"}')
  agent=$(ensure agent /agent /agent '{"name":"k1","type":"Kaktus"}')
  if [ ! -s "$home/key" ] || [ "$(cat "$home/id")" != "$agent" ]; then
    mkdir -p "$home"
    api PATCH "/agent/$agent/token?expire=false" >/dev/null || exit 1
    (umask 077 && header X-Kowabunga-Secret >"$home/key") && printf %s "$agent" >"$home/id"
    say "Agent k1 has its key; it dials out to Kahuna, nothing dials in"
  fi
  ensure kaktus "/zone/$ZONE/kaktuses" "/zone/$ZONE/kaktus" "$(jq -cn --arg a "$agent" '{name:"k1",cpu_cost:{price:0,currency:"EUR"},memory_cost:{price:0,currency:"EUR"},overcommit_cpu_ratio:3,overcommit_memory_ratio:2,agents:[$a]}')" >/dev/null
  POOL=$(ensure pool "/region/$REGION/pools" "/region/$REGION/pool" "$(jq -cn --arg a "$agent" '{name:"local",pool:"local",cost:{price:0,currency:"EUR"},agents:[$a]}')")
  api PATCH "/region/$REGION/pool/$POOL/default" >/dev/null
  agent_up k1
  wait_for 90 "Agent k1 does not report to Kahuna; its log is $KOW_HOME/logs/agent-k1.log." agent_alive k1
  VNET=$(ensure vnet "/region/$REGION/vnets" "/region/$REGION/vnet" '{"name":"basement-net","vlan":0,"interface":"kow0","private":true}')
  SUBNET=$(ensure subnet "/vnet/$VNET/subnets" "/vnet/$VNET/subnet" '{"name":"basement-subnet","cidr":"10.90.0.0/24","gateway":"10.90.0.1","dns":"10.90.0.1","reserved":[{"first":"10.90.0.2","last":"10.90.0.9"}]}')
  api PATCH "/vnet/$VNET/subnet/$SUBNET/default" >/dev/null
}

agent_alive() { api GET /search/agents | jq -e --arg n "$1" 'any(.[]; .name == $n and .alive and .processor != null)'; }

template_make() {
  local source=$KOW_TEMPLATE_SOURCE name=kowabunga-linux
  if [ "$KOW_SIMULATED" = true ]; then source=/simulated/kowabunga-linux.qcow2; fi
  if [ -n "$KOW_TEMPLATE_SOURCE" ]; then name=$(basename "${KOW_TEMPLATE_SOURCE%%\?*}"); else
    [ -n "$source" ] || { say "The guest image: a small Linux out of this system's own packages" && source=$(guest_image) || exit 1; }
  fi
  TEMPLATE=$(ensure_by_operation template "/pool/$POOL/templates" "/pool/$POOL/template" "$(jq -cn --arg n "$name" --arg s "$source" '{name:$n,os:"linux",source:$s}')") || exit 1
  api PATCH "/pool/$POOL/template/$TEMPLATE/default" >/dev/null
}

instance_make() {
  local name=$1 project adapter volume body
  project=$(ensure project /project /project "$(jq -cn --arg r "$REGION" '{name:"demo",description:"First steps",teams:[],regions:[$r],quotas:{}}')")
  adapter=$(ensure adapter "/subnet/$SUBNET/adapters" "/subnet/$SUBNET/adapter?assignIP=true" "{\"name\":\"$name\"}")
  volume=$(ensure_by_operation volume "/project/$project/region/$REGION/volumes" "/project/$project/region/$REGION/volume?poolId=$POOL&templateId=$TEMPLATE" "{\"name\":\"$name-os\",\"type\":\"os\",\"size\":$GIB}") || exit 1
  body=$(jq -cn --arg n "$name" --arg a "$adapter" --arg v "$volume" --argjson m "$(instance_memory)" '{name:$n,memory:$m,vcpus:1,adapters:[$a],volumes:[$v]}')
  INSTANCE=$(ensure_by_operation instance "/project/$project/zone/$ZONE/instances" "/project/$project/zone/$ZONE/instance" "$body") || exit 1
  instance_answers "$name"
}

instance_memory() { if [ -n "$KOW_TEMPLATE_SOURCE" ]; then echo $GIB; else echo $((GIB / 8)); fi; }

# A real guest has booted, has its address and reached Kahuna from inside when its metadata was fetched. A simulated one has no inside.
instance_answers() {
  local name=$1 began=$SECONDS seen state
  instance_read "$INSTANCE" >"$KOW_HOME/run/instance.json" || die "Instance $name is not listed."
  state=$(jq -r .state "$KOW_HOME/run/instance.json")
  if [ "$state" != running ]; then
    say "Starting instance $name (it was $state)"
    api PATCH "/instance/$INSTANCE/start" >/dev/null || exit 1
  fi
  if [ "$KOW_SIMULATED" != true ]; then
    seen=$(jq -r '.metadata_fetched_at // empty' "$KOW_HOME/run/instance.json")
    [ -n "$seen" ] || say "Waiting for instance $name to boot, take its address and fetch its metadata"
    until [ -n "$seen" ]; do
      [ $((SECONDS - began)) -lt 240 ] || die "Instance $name runs but has not fetched its metadata within 4 minutes. Its console: ./kowabunga logs console."
      sleep 0.5
      instance_read "$INSTANCE" >"$KOW_HOME/run/instance.json"
      seen=$(jq -r '.metadata_fetched_at // empty' "$KOW_HOME/run/instance.json")
    done
  fi
  say "${GREEN}Instance $name is running${PLAIN} at $(jq -r '.addresses | join(", ")' "$KOW_HOME/run/instance.json") on Kaktus $(jq -r .kaktus_name "$KOW_HOME/run/instance.json")$([ "$KOW_SIMULATED" = true ] && echo ' (simulated)' || echo ': booted, addressed, metadata fetched')"
}

instance_read() { api GET "/search/instances?limit=500" | jq -e --arg i "$1" 'first(.[] | select(.id == $i))'; }

# What ran when the platform was taken down runs again after the next up.
instances_note() { api GET "/search/instances?state=running&limit=500" | jq -r '.[].id' >"$KOW_HOME/resume" 2>/dev/null || true; }

instances_resume() {
  local id
  [ -f "$KOW_HOME/resume" ] || return 0
  while read -r id; do
    [ "$(api GET "/instance/$id/state" 2>/dev/null | jq -r .state)" = shutoff ] || continue
    say "Starting instance $(api GET "/instance/$id" | jq -r .name) again"
    api PATCH "/instance/$id/start" >/dev/null || note "  it did not start; see Koala"
  done <"$KOW_HOME/resume"
  rm -f "$KOW_HOME/resume"
}

# Prints the file that holds what an instance said on its serial console.
instance_console() { # NAME
  local id file
  id=$(api GET "/search/instances?limit=500" | jq -er --arg n "$1" 'first(.[] | select(.name == $n)) | .id') || return 1
  for file in "$KOW_HOME"/agents/*/state/consoles/"$id.log"; do
    [ ! -f "$file" ] || { printf %s "$file" && return 0; }
  done
  return 1
}
