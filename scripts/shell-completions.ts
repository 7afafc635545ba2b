/** What shells complete behind `natter`, from the table of the command line. */
import {type Completes, FLAG_NAMES, type FlagName, flagOf, SUBCOMMANDS} from '../src/cli/flags.ts';

const HEAD = '# Made by `npm run readme` from src/cli/flags.ts.';

/** Names come from other people: nothing here may expand them. A natter that does not run is not started for this. */
export function bashCompletion(): string {
  const values = withValues().map(name => `    --${name}) ${bashValue(flagOf(name).completes)} ;;`);
  const operands = SUBCOMMANDS.map(({name, completes}) => `    ${name}) ${bashValue(completes)} ;;`);
  return `${HEAD}
_natter_contacts() {
  local profile="$1" folder name
  local -a natter=(natter)
  [[ -n $profile ]] && natter+=(--profile "$profile")
  folder=$("\${natter[@]}" paths 2>/dev/null | sed -n 's/^profile  *//p')
  [[ -e $folder/attach ]] || return
  while IFS=$'\\t' read -r name _; do
    [[ $name == "$cur"* ]] && COMPREPLY+=("$(printf '%q' "$name")")
  done < <("\${natter[@]}" contacts 2>/dev/null </dev/null)
}

_natter_words() {
  COMPREPLY=($(compgen -W "$1" -- "$cur"))
}

_natter_paths() {
  local path
  while IFS= read -r path; do
    COMPREPLY+=("$path")
  done < <(compgen "$1" -- "$cur")
  compopt -o filenames 2>/dev/null
}

_natter() {
  local cur=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
  local command= operands=0 profile=\${NATTER_PROFILE-} index word
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    case $word in
    --profile) profile=\${COMP_WORDS[++index]} ;;
    ${withValues()
      .filter(name => name !== 'profile')
      .map(name => `--${name}`)
      .join(' | ')}) ((++index)) ;;
    -*) ;;
    *) if [[ -z $command ]]; then command=$word; else ((++operands)); fi ;;
    esac
  done
  case $previous in
${values.join('\n')}
  esac
  case $previous in
  ${withValues()
    .map(name => `--${name}`)
    .join(' | ')}) return ;;
  esac
  if [[ $cur == -* ]]; then
    _natter_words '${FLAG_NAMES.map(name => `--${name}`).join(' ')}'
    return
  fi
  if [[ -z $command ]]; then
    _natter_words '${SUBCOMMANDS.map(({name}) => name).join(' ')}'
    return
  fi
  ((operands == 0)) || return
  case $command in
${operands.join('\n')}
  esac
}

complete -F _natter natter
`;
}

function bashValue(completes: Completes): string {
  switch (completes) {
    case 'folder':
      return '_natter_paths -d';
    case 'file':
      return '_natter_paths -f';
    case 'contact':
      return '_natter_contacts "$profile"';
    case 'nothing':
      return '';
    default:
      return `_natter_words '${completes.join(' ')}'`;
  }
}

export function zshCompletion(): string {
  const flags = FLAG_NAMES.map(name => {
    const {value, summary, short, completes} = flagOf(name);
    const told = `[${summary.replaceAll(/[[\]\\:]/g, '\\$&').replaceAll("'", "'\\''")}]`;
    const taken = value === null ? '' : `:${value}:${zshAction(completes)}`;
    const names = short === undefined ? `'--${name}` : `'(-${short} --${name})'{-${short},--${name}}'`;
    return `    ${names}${told}${taken}' \\`;
  });
  const commands = SUBCOMMANDS.map(({name, summary}) => `    '${name}:${summary.replaceAll("'", "'\\''")}'`);
  const operands = SUBCOMMANDS.filter(({completes}) => completes !== 'nothing').map(
    ({name, completes}) => `      ${name}) ${zshOperand(completes)} ;;`,
  );
  return `#compdef natter
${HEAD}
_natter_contacts() {
  local folder profile=\${opt_args[--profile]:-\${NATTER_PROFILE-}}
  local -a natter names
  natter=(natter)
  [[ -n $profile ]] && natter+=(--profile \${(Q)profile})
  folder=$("\${natter[@]}" paths 2>/dev/null | sed -n 's/^profile  *//p')
  [[ -e $folder/attach ]] || return 1
  names=("\${(@f)$("\${natter[@]}" contacts 2>/dev/null </dev/null | cut -f1)}")
  compadd -- "\${names[@]}"
}

_natter() {
  local curcontext="$curcontext" state
  local -a line commands
  typeset -A opt_args
  commands=(
${commands.join('\n')}
  )
  _arguments -C \\
${flags.join('\n')}
    '1: :->command' \\
    '2: :->operand' && return
  case $state in
  command) _describe command commands ;;
  operand)
    case $line[1] in
${operands.join('\n')}
    esac
    ;;
  esac
}

if [[ $funcstack[1] == _natter ]]; then
  _natter "$@"
else
  compdef _natter natter
fi
`;
}

function zshAction(completes: Completes): string {
  switch (completes) {
    case 'folder':
      return '_files -/';
    case 'file':
      return '_files';
    case 'contact':
      return '_natter_contacts';
    case 'nothing':
      return ' ';
    default:
      return `(${completes.join(' ')})`;
  }
}

function zshOperand(completes: Completes): string {
  return Array.isArray(completes) ? `compadd -- ${completes.join(' ')}` : zshAction(completes);
}

export function fishCompletion(): string {
  const flags = FLAG_NAMES.map(name => {
    const {value, summary, short, completes} = flagOf(name);
    const taken = value === null ? '' : ` -x${fishArguments(completes)}`;
    const names = `${short === undefined ? '' : ` -s ${short}`} -l ${name}`;
    return `complete -c natter${names}${completes === 'folder' ? ' -r' : taken} -d ${fishText(summary)}`;
  });
  const commands = SUBCOMMANDS.map(
    ({name, summary}) => `complete -c natter -n __fish_use_subcommand -a ${name} -d ${fishText(summary)}`,
  );
  const operands = SUBCOMMANDS.filter(({completes}) => completes !== 'nothing').map(
    ({name, completes}) =>
      `complete -c natter -n '__fish_seen_subcommand_from ${name}'${completes === 'file' ? ' -F' : fishArguments(completes)}`,
  );
  return `${HEAD}
function __natter_contacts
    set -l natter natter
    set -l words (commandline -opc)
    if set -l at (contains -i -- --profile $words)
        set -a natter --profile $words[(math $at + 1)]
    end
    set -l folder ($natter paths 2>/dev/null | string replace -rf '^profile +' '')
    test -e "$folder/attach"; or return
    $natter contacts 2>/dev/null </dev/null | string replace -r '\\t.*' ''
end

complete -c natter -f
${[...flags, ...commands, ...operands].join('\n')}
`;
}

function fishArguments(completes: Completes): string {
  switch (completes) {
    case 'contact':
      return " -a '(__natter_contacts)'";
    case 'folder':
    case 'file':
    case 'nothing':
      return '';
    default:
      return ` -a '${completes.join(' ')}'`;
  }
}

function fishText(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
}

function withValues(): readonly FlagName[] {
  return FLAG_NAMES.filter(name => flagOf(name).value !== null);
}
