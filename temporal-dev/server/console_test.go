package main

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// showsItsConsole runs config/cluster/console.yaml with the sign-in left out: it takes the tokens as they come, and the
// frontends decide by them alone, because the console's own certificate permits nothing.
func (c *cluster) showsItsConsole(t *testing.T) {
	newAuthority(t, c.folder, "web-ca").sign("console-web", "console")
	ctx, stop := context.WithCancel(t.Context())
	stopped := make(chan int, 1)
	var complaints bytes.Buffer
	go func() { stopped <- run(ctx, []string{"console", "--config", c.console(t)}, &complaints, &complaints) }()
	defer func() {
		stop()
		if code := <-stopped; code != 0 {
			t.Errorf("exit code %d: %s", code, complaints.String())
		}
	}()

	browser := &http.Client{Transport: &http.Transport{TLSClientConfig: trusting(t, c.folder, "web-ca", "console")}, Timeout: 5 * time.Second}
	url := "https://127.0.0.1:" + c.ports[15]
	waitForStatus(t, browser, url+"/", "", http.StatusOK)
	namespace := url + "/api/v1/namespaces/kowabunga"
	waitForStatus(t, browser, namespace, "", http.StatusForbidden)
	waitForStatus(t, browser, namespace, "Bearer "+c.token("temporal", "kowabunga:read"), http.StatusOK)
}

func (c *cluster) console(t *testing.T) string {
	t.Helper()
	template, err := os.ReadFile("../config/cluster/console.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer(
		"/etc/kowabunga/temporal/tls/", c.folder+"/",
		"temporal.example.com:7233", "127.0.0.1:"+c.ports[0],
		"port: 8443", "port: "+c.ports[15],
		"@CONSOLE_ADDRESS@", "127.0.0.1",
		"@CLIENT_SECRET@", "secret",
		"auth:\n  enabled: true", "auth:\n  enabled: false",
	).Replace(string(template))
	path := filepath.Join(c.folder, "console.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// waitForStatus waits, since the console listens a moment after it was started.
func waitForStatus(t *testing.T, browser *http.Client, url, authorization string, expected int) {
	t.Helper()
	deadline := time.Now().Add(10 * time.Second)
	for {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
		if err != nil {
			t.Fatal(err)
		}
		if authorization != "" {
			request.Header.Set("Authorization", authorization)
		}
		answer, err := browser.Do(request)
		if err == nil {
			_ = answer.Body.Close()
			if answer.StatusCode == expected {
				return
			}
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s: %v, %v, expected %d", url, answer, err, expected)
		}
		time.Sleep(50 * time.Millisecond)
	}
}
