# Completion of talks in bash.
#   eval "$(talks completion bash)"

_talks() {
    local line kind=
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ -z $kind ]]; then
            kind=$line
        else
            COMPREPLY+=("$line")
        fi
    done < <(_TALKS_COMPLETE=bash _TALKS_LINE="${COMP_LINE:0:COMP_POINT}" _TALKS_WORD="$2" \
        command talks 2>/dev/null </dev/null)
    if [[ $kind == files ]]; then
        compopt -o default 2>/dev/null
    fi
    return 0
}

complete -F _talks talks
