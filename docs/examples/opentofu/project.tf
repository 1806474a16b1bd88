# Who works there, their project, and what runs in it.
resource "kowabunga_user" "ada" {
  name          = "ada"
  desc          = "Runs the shop"
  email         = "ada@example.com"
  role          = "projectAdmin"
  notifications = false
}

resource "kowabunga_team" "shop" {
  name  = "shop"
  users = [kowabunga_user.ada.id]
}

resource "kowabunga_project" "shop" {
  name           = "shop"
  domain         = "shop.example.com"
  subnet_size    = 26
  bootstrap_user = "admin"
  tags           = ["production"]
  metadata       = { "cost-center" = "4711" }
  max_instances  = 10
  max_vcpus      = 20
  max_memory     = 64
  max_storage    = 500
  teams          = [kowabunga_team.shop.id]
  regions        = [kowabunga_region.west.id]
  depends_on     = [kowabunga_subnet.private, kowabunga_template.debian]
}

# One call instead of five: disks, addresses and the machine.
resource "kowabunga_kompute" "web" {
  project    = kowabunga_project.shop.id
  zone       = kowabunga_zone.a.id
  name       = "web-1"
  vcpus      = 2
  mem        = 4
  disk       = 20
  extra_disk = 0
  public     = false
  depends_on = [kowabunga_kaktus.k1]
}

resource "kowabunga_dns_record" "web" {
  project   = kowabunga_project.shop.id
  name      = "www"
  addresses = [kowabunga_kompute.web.ip]
}

# The same by hand, for machines that need something else.
resource "kowabunga_adapter" "db" {
  subnet = kowabunga_subnet.private.id
  name   = "db-1"
  assign = true
}

resource "kowabunga_volume" "db" {
  project  = kowabunga_project.shop.id
  region   = kowabunga_region.west.id
  pool     = kowabunga_storage_pool.local.id
  template = kowabunga_template.debian.id
  name     = "db-1-os"
  type     = "os"
  size     = 40
}

resource "kowabunga_instance" "db" {
  project    = kowabunga_project.shop.id
  zone       = kowabunga_zone.a.id
  name       = "db-1"
  vcpus      = 2
  mem        = 8
  adapters   = [kowabunga_adapter.db.id]
  volumes    = [kowabunga_volume.db.id]
  depends_on = [kowabunga_kaktus.k1]
}
