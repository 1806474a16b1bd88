package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v4"
)

// authority signs certificates into one folder, under the names that config/cluster/node.yaml uses.
type authority struct {
	t           *testing.T
	folder      string
	key         *ecdsa.PrivateKey
	certificate *x509.Certificate
}

func newAuthority(t *testing.T, folder, name string) *authority {
	a := &authority{t: t, folder: folder, key: newKey(t)}
	a.certificate = &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name},
		NotBefore: time.Now().Add(-time.Minute), NotAfter: time.Now().Add(365 * 24 * time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	a.write(name, a.certificate, a.key)
	return a
}

// sign writes NAME.pem and NAME.key; the certificate serves for both ends of a connection.
func (a *authority) sign(name, dnsName string, units ...string) {
	key := newKey(a.t)
	a.write(name, &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()),
		Subject:      pkix.Name{CommonName: name, OrganizationalUnit: units},
		DNSNames:     []string{dnsName},
		NotBefore:    time.Now().Add(-time.Minute), NotAfter: time.Now().Add(365 * 24 * time.Hour),
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}, key)
}

func (a *authority) write(name string, certificate *x509.Certificate, key *ecdsa.PrivateKey) {
	a.t.Helper()
	signed, err := x509.CreateCertificate(rand.Reader, certificate, a.certificate, &key.PublicKey, a.key)
	if err != nil {
		a.t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		a.t.Fatal(err)
	}
	writePEM(a.t, filepath.Join(a.folder, name+".pem"), "CERTIFICATE", signed)
	writePEM(a.t, filepath.Join(a.folder, name+".key"), "PRIVATE KEY", secret)
}

func writePEM(t *testing.T, path, kind string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: content}), 0o600); err != nil {
		t.Fatal(err)
	}
}

func newKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// trusting is how a client trusts one authority, for a server of this name.
func trusting(t *testing.T, folder, authority, server string) *tls.Config {
	t.Helper()
	ca, err := os.ReadFile(filepath.Join(folder, authority+".pem"))
	if err != nil {
		t.Fatal(err)
	}
	cfg := &tls.Config{RootCAs: x509.NewCertPool(), ServerName: server}
	cfg.RootCAs.AppendCertsFromPEM(ca)
	return cfg
}

// clientTLS is how a program with this certificate speaks to the frontends. An empty name means no certificate.
func clientTLS(t *testing.T, folder, name string) *tls.Config {
	t.Helper()
	cfg := trusting(t, folder, "frontend-ca", "temporal.example.com")
	if name != "" {
		pair, err := tls.LoadX509KeyPair(filepath.Join(folder, name+".pem"), filepath.Join(folder, name+".key"))
		if err != nil {
			t.Fatal(err)
		}
		cfg.Certificates = []tls.Certificate{pair}
	}
	return cfg
}

// signIn stands for the operators' sign-in: it writes its public key to path and returns a maker of its tokens.
func signIn(t *testing.T, path string) func(audience string, permissions ...string) string {
	key := newKey(t)
	public, err := key.PublicKey.ECDH()
	if err != nil {
		t.Fatal(err)
	}
	point := public.Bytes() // 4, then the two coordinates of 32 bytes each.
	keys, _ := json.Marshal(map[string]any{"keys": []any{map[string]string{
		"kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": "one",
		"x": base64.RawURLEncoding.EncodeToString(point[1:33]), "y": base64.RawURLEncoding.EncodeToString(point[33:]),
	}}})
	if err := os.WriteFile(path, keys, 0o600); err != nil {
		t.Fatal(err)
	}
	return func(audience string, permissions ...string) string {
		token := jwt.NewWithClaims(jwt.SigningMethodES256, jwt.MapClaims{
			"sub": "an operator", "aud": audience, "exp": time.Now().Add(time.Hour).Unix(), "permissions": permissions,
		})
		token.Header["kid"] = "one"
		text, err := token.SignedString(key)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
}
