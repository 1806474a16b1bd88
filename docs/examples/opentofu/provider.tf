# The published provider for OpenTofu and Terraform, unchanged. `tofu init` fetches it.
terraform {
  required_providers {
    kowabunga = {
      source = "kowabunga-cloud/kowabunga"
    }
  }
}

variable "kahuna" {
  type        = string
  description = "Where Kahuna is."
  default     = "http://127.0.0.1:8480"
}

variable "key" {
  type        = string
  description = "An API key of a superAdmin: ./kowabunga up leaves one in .kowabunga/secrets/admin-key."
  sensitive   = true
}

variable "image" {
  type        = string
  description = "The cloud image that machines start from."
  default     = "https://images.example.com/debian-12.qcow2"
}

variable "bridge" {
  type        = string
  description = "The bridge on each Kaktus that machines are plugged into."
  default     = "br0"
}

provider "kowabunga" {
  uri   = var.kahuna
  token = var.key
}
