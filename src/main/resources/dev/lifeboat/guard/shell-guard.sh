# Asks before a command that deletes Docker volumes. For bash and zsh: in ~/.bashrc or ~/.zshrc,
#   eval "$(lifeboat shell-guard bash)"
# Only what you type in this shell is asked about. "command docker …" asks nothing.

# Succeeds if the words are a command that deletes volumes. $1 is docker or docker-compose.
function __lifeboat_deletes {
  local word verb="" object=""
  [ "$1" = docker-compose ] && object=compose
  shift
  for word in "$@"; do
    case $object:$verb:$word in
      :*:compose | :*:volume | :*:system) object=$word ;;
      compose::down | volume::rm | volume::remove | volume::prune | system::prune) verb=$word ;;
      compose:down:--volumes=false | system:prune:--volumes=false) ;;
      compose:down:--volumes* | system:prune:--volumes*) return 0 ;;
      compose:down:--*) ;;
      compose:down:-*v*) return 0 ;;
    esac
  done
  [ "$object" = volume ] && [ -n "$verb" ]
}

function __lifeboat_ask {
  local typed=""
  {
    echo "This deletes volumes, and all data in them:"
    echo "  $*"
    case "$*" in
      *down*) echo "Without -v it keeps them. 'lifeboat down --with-volumes' makes a backup first." ;;
      *) echo "'lifeboat backup all' makes a backup first; 'lifeboat cleanup' deletes no volume." ;;
    esac
  } >&2
  if [ -t 0 ]; then
    printf "Type 'delete' to go on: " >&2
    read -r typed
  fi
  [ "$typed" = delete ] && return 0
  echo "Nothing was deleted. Without the question: command $*" >&2
  return 1
}

function docker {
  if __lifeboat_deletes docker "$@"; then
    __lifeboat_ask docker "$@" || return 1
  fi
  command docker "$@"
}

function docker-compose {
  if __lifeboat_deletes docker-compose "$@"; then
    __lifeboat_ask docker-compose "$@" || return 1
  fi
  command docker-compose "$@"
}
