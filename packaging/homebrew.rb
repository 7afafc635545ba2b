class Natter < Formula
  desc "@DESCRIPTION@"
  homepage "@ADDRESS@"
  version "@VERSION@"
  license "MIT"

  depends_on "node"

  on_macos do
    on_arm do
      url "@ADDRESS@/natter-@VERSION@-darwin-arm64.tar.gz"
      sha256 "@SHA256 darwin-arm64@"
    end
    on_intel do
      url "@ADDRESS@/natter-@VERSION@-darwin-x64.tar.gz"
      sha256 "@SHA256 darwin-x64@"
    end
  end

  on_linux do
    on_arm do
      url "@ADDRESS@/natter-@VERSION@-linux-arm64.tar.gz"
      sha256 "@SHA256 linux-arm64@"
    end
    on_intel do
      url "@ADDRESS@/natter-@VERSION@-linux-x64.tar.gz"
      sha256 "@SHA256 linux-x64@"
    end
  end

  def install
    man1.install "share/man/man1/natter.1"
    bash_completion.install "share/bash-completion/completions/natter"
    zsh_completion.install "share/zsh/site-functions/_natter"
    fish_completion.install "share/fish/vendor_completions.d/natter.fish"
    pkgshare.install "share/doc/natter/config.example.json"
    libexec.install "bin", "dist", "node_modules", "package.json", "LICENSE", "THIRD-PARTY-NOTICES.txt"
    (bin/"natter").write <<~SH
      #!/bin/sh
      exec "#{Formula["node"].opt_bin}/node" "#{libexec}/bin/natter.js" "$@"
    SH
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/natter --version")
    input = "/whoami\n"
    flags = "--headless --host 127.0.0.1 --port 0 --no-dht --no-lan --profile #{testpath}/profile"
    assert_match "\"event\":\"self\"", pipe_output("#{bin}/natter #{flags}", input)
  end
end
