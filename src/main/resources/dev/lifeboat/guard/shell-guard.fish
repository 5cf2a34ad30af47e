# Asks before a command that deletes Docker volumes. For fish: in ~/.config/fish/config.fish,
#   lifeboat shell-guard fish | source
# Only what you type in this shell is asked about. "command docker …" asks nothing.

# Succeeds if the words are a command that deletes volumes. The first is docker or docker-compose.
function __lifeboat_deletes
    set -l object ""
    set -l verb ""
    test "$argv[1]" = docker-compose; and set object compose
    for word in $argv[2..-1]
        switch "$object:$verb:$word"
            case '::compose' '::volume' '::system'
                set object $word
            case 'compose::down' 'volume::rm' 'volume::remove' 'volume::prune' 'system::prune'
                set verb $word
            case 'compose:down:--volumes=false' 'system:prune:--volumes=false'
            case 'compose:down:--volumes*' 'system:prune:--volumes*'
                return 0
            case 'compose:down:--*'
            case 'compose:down:-*v*'
                return 0
        end
    end
    test "$object" = volume; and test -n "$verb"
end

function __lifeboat_ask
    set -l typed ""
    echo "This deletes volumes, and all data in them:" >&2
    echo "  $argv" >&2
    if contains -- down $argv
        echo "Without -v it keeps them. 'lifeboat down --with-volumes' makes a backup first." >&2
    else
        echo "'lifeboat backup all' makes a backup first; 'lifeboat cleanup' deletes no volume." >&2
    end
    if isatty stdin
        read -P "Type 'delete' to go on: " typed
    end
    test "$typed" = delete; and return 0
    echo "Nothing was deleted. Without the question: command $argv" >&2
    return 1
end

function docker
    if __lifeboat_deletes docker $argv
        __lifeboat_ask docker $argv; or return 1
    end
    command docker $argv
end

function docker-compose
    if __lifeboat_deletes docker-compose $argv
        __lifeboat_ask docker-compose $argv; or return 1
    end
    command docker-compose $argv
end
