# Made by `npm run readme` from src/cli/flags.ts.
function __natter_contacts
    set -l natter natter
    set -l words (commandline -opc)
    if set -l at (contains -i -- --profile $words)
        set -a natter --profile $words[(math $at + 1)]
    end
    set -l folder ($natter paths 2>/dev/null | string replace -rf '^profile +' '')
    test -e "$folder/attach"; or return
    $natter contacts 2>/dev/null </dev/null | string replace -r '\t.*' ''
end

complete -c natter -f
complete -c natter -l profile -r -d 'the folder with your key, history and config.json; default: the platform\'s data folder'
complete -c natter -l name -x -d 'the name others see'
complete -c natter -l port -x -d 'the port to listen on: 4242, or a free one if that is taken; 0 takes a free one; a port you ask for must be free'
complete -c natter -l host -x -d 'the address to listen on; default: all interfaces'
complete -c natter -l connect -x -d 'connect to host:port at the start'
complete -c natter -l join -x -d 'use an invite at the start, as does the link alone; - reads it from standard input, where no one sees it'
complete -c natter -l requests -x -a 'ask open closed' -d 'people you do not know: ask (default), open (let in), closed (refuse)'
complete -c natter -l plain -d 'sentences instead of a screen, for screen readers and simple terminals'
complete -c natter -l headless -d 'read commands from standard input, print one JSON event per line'
complete -c natter -l wait -x -a 'stored delivered read' -d 'how long the end of that input waits for delivery (default 10); with send: stored, delivered or read, as in --wait delivered=30'
complete -c natter -l json -d 'with send, tail, status, contacts, doctor, paths, backup: JSON instead of words'
complete -c natter -l full -d 'with doctor: paths and addresses as well'
complete -c natter -l after -x -d 'with tail: begin behind the message with this cursor'
complete -c natter -l no-dht -d 'find no one, and be found by no one, over the internet'
complete -c natter -l no-lan -d 'the same for the local network'
complete -c natter -l bootstrap -d 'run a node by which a closed network finds itself, and nothing else: with --host ADDR --port N'
complete -c natter -l demo -d 'made-up conversations, without network; nothing is kept'
complete -c natter -l log -x -d 'write what happens to trace.log in the profile, such as net,sync:trace'
complete -c natter -l new-history -d 'if the database is gone: begin a new one with the same key'
complete -c natter -s h -l help -d 'show this'
complete -c natter -s v -l version -d 'show the version'
complete -c natter -n __fish_use_subcommand -a send -d 'sends a message; the text may be piped in'
complete -c natter -n __fish_use_subcommand -a tail -d 'prints messages as they come'
complete -c natter -n __fish_use_subcommand -a status -d 'tells who you are and what waits'
complete -c natter -n __fish_use_subcommand -a contacts -d 'lists your contacts, with tabs'
complete -c natter -n __fish_use_subcommand -a doctor -d 'checks what natter needs, and says what to do'
complete -c natter -n __fish_use_subcommand -a paths -d 'tells where everything is kept'
complete -c natter -n __fish_use_subcommand -a backup -d 'saves key, history and settings under a passphrase, whether natter runs or not'
complete -c natter -n __fish_use_subcommand -a restore -d 'brings back what backup saved, into a new profile'
complete -c natter -n __fish_use_subcommand -a daemon -d 'runs without a screen; or has the system run it (systemd, launchd)'
complete -c natter -n '__fish_seen_subcommand_from send' -a '(__natter_contacts)'
complete -c natter -n '__fish_seen_subcommand_from tail' -a '(__natter_contacts)'
complete -c natter -n '__fish_seen_subcommand_from backup' -F
complete -c natter -n '__fish_seen_subcommand_from restore' -F
complete -c natter -n '__fish_seen_subcommand_from daemon' -a 'install uninstall status'
