# A region with one zone, one Kaktus, one Kiwi, one pool and one NFS service, and the two networks that projects need.
resource "kowabunga_region" "west" {
  name   = "eu-west"
  desc   = "The data center in the west"
  domain = "eu-west.example.com"
}

resource "kowabunga_zone" "a" {
  region = kowabunga_region.west.id
  name   = "eu-west-a"
}

# Its key is not in the state: PATCH /agent/{id}/token makes one and hands it over once, in the header X-Kowabunga-Secret.
resource "kowabunga_agent" "k1" {
  name = "eu-west-a-k1"
  type = "Kaktus"
}

resource "kowabunga_kaktus" "k1" {
  zone              = kowabunga_zone.a.id
  name              = "eu-west-a-k1"
  agents            = [kowabunga_agent.k1.id]
  cpu_price         = 200
  memory_price      = 300
  currency          = "EUR"
  cpu_overcommit    = 3
  memory_overcommit = 2
}

resource "kowabunga_storage_pool" "local" {
  region   = kowabunga_region.west.id
  name     = "local"
  pool     = "local"
  price    = 100
  currency = "EUR"
  agents   = [kowabunga_agent.k1.id]
  default  = true
}

resource "kowabunga_storage_nfs" "files" {
  region   = kowabunga_region.west.id
  pool     = kowabunga_storage_pool.local.id
  name     = "files"
  endpoint = "files.eu-west.example.com"
  backends = ["203.0.113.5", "203.0.113.6"]
  default  = true
}

# The region's network node; its agent gets a key as that of the Kaktus does.
resource "kowabunga_agent" "gateway" {
  name = "eu-west-gateway"
  type = "Kiwi"
}

resource "kowabunga_kiwi" "gateway" {
  region = kowabunga_region.west.id
  name   = "eu-west-gateway"
  agents = [kowabunga_agent.gateway.id]
}

resource "kowabunga_template" "debian" {
  pool    = kowabunga_storage_pool.local.id
  name    = "debian-12"
  os      = "linux"
  source  = var.image
  default = true
}

resource "kowabunga_vnet" "public" {
  region    = kowabunga_region.west.id
  name      = "public"
  vlan      = 0
  interface = var.bridge
  private   = false
}

resource "kowabunga_subnet" "public" {
  vnet        = kowabunga_vnet.public.id
  name        = "public"
  cidr        = "203.0.113.0/24"
  gateway     = "203.0.113.1"
  dns         = "9.9.9.9"
  reserved    = ["203.0.113.2-203.0.113.9"]
  gw_pool     = ["203.0.113.200-203.0.113.220"]
  routes      = []
  application = "user"
  default     = true
}

resource "kowabunga_vnet" "private" {
  region    = kowabunga_region.west.id
  name      = "shop-lan"
  vlan      = 101
  interface = var.bridge
  private   = true
}

# A project takes a private subnet of its size, else of the next larger one.
resource "kowabunga_subnet" "private" {
  vnet     = kowabunga_vnet.private.id
  name     = "shop-lan"
  cidr     = "10.20.0.0/26"
  gateway  = "10.20.0.1"
  dns      = "10.20.0.1"
  reserved = []
  gw_pool  = ["10.20.0.2-10.20.0.5"]
  routes   = []
}
