# Completion of talks in fish, sourced or as the file talks.fish among its completions.
#   talks completion fish | source

function __talks_complete
    set -l answer (env _TALKS_COMPLETE=fish _TALKS_LINE=(commandline -cp | string collect) talks 2>/dev/null </dev/null)
    switch "$answer[1]"
        case files
            set -l word (commandline -ct)
            set -l option (string match -r -- '^--[a-z-]+=' $word)
            for path in (__fish_complete_path (string replace -- "$option" '' $word))
                printf '%s\n' "$option$path"
            end
        case words
            string join \n -- $answer[2..-1]
    end
end

complete --command talks --no-files --arguments '(__talks_complete)'
