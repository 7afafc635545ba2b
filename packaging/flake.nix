{
  description = "@DESCRIPTION@";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }:
    let
      archives = {
        x86_64-linux = { platform = "linux-x64"; sha256 = "@SHA256 linux-x64@"; };
        aarch64-linux = { platform = "linux-arm64"; sha256 = "@SHA256 linux-arm64@"; };
        x86_64-darwin = { platform = "darwin-x64"; sha256 = "@SHA256 darwin-x64@"; };
        aarch64-darwin = { platform = "darwin-arm64"; sha256 = "@SHA256 darwin-arm64@"; };
      };
      natterFor = system: archive:
        let pkgs = nixpkgs.legacyPackages.${system};
        in pkgs.stdenv.mkDerivation {
          pname = "natter";
          version = "@VERSION@";
          src = pkgs.fetchurl {
            url = "@ADDRESS@/natter-@VERSION@-${archive.platform}.tar.gz";
            inherit (archive) sha256;
          };
          nativeBuildInputs = [ pkgs.makeWrapper pkgs.installShellFiles ]
            ++ pkgs.lib.optional pkgs.stdenv.isLinux pkgs.autoPatchelfHook;
          buildInputs = pkgs.lib.optional pkgs.stdenv.isLinux pkgs.stdenv.cc.cc.lib;
          installPhase = ''
            installManPage share/man/man1/natter.1
            installShellCompletion --bash share/bash-completion/completions/natter
            installShellCompletion --zsh share/zsh/site-functions/_natter
            installShellCompletion --fish share/fish/vendor_completions.d/natter.fish
            mkdir -p $out/lib/natter
            cp -r bin dist node_modules package.json LICENSE THIRD-PARTY-NOTICES.txt $out/lib/natter
            makeWrapper ${pkgs.nodejs_24}/bin/node $out/bin/natter --add-flags $out/lib/natter/bin/natter.js
          '';
          meta = {
            description = "@DESCRIPTION@";
            license = pkgs.lib.licenses.mit;
            mainProgram = "natter";
          };
        };
    in {
      packages = builtins.mapAttrs (system: archive: { default = natterFor system archive; }) archives;
    };
}
