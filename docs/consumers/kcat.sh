#!/usr/bin/env bash
# Prints each event of each upgrade once: kcat.sh BROKER GROUP
set -euo pipefail
topics=(UpgradeRequested ResourcesAllocated SyncCaughtUp SwitchWindowOpen SwitchWindowMissed
        SwitchCompleted ResourcesReleased UpgradeCompleted UpgradeFailed UpgradeCancelled)

header() { # of the headers "a=1,b=2,…" the one that is named
    local headers=",$1," rest
    rest=${headers#*,"$2"=}
    echo "${rest%%,*}"
}

declare -A handled
kcat -q -u -b "$1" -G "$2" -X auto.offset.reset=earliest -f '%h\t%k\t%s\n' "${topics[@]}" |
    while IFS=$'\t' read -r headers key value; do # value is the JSON: give it to jq, for instance
        id=$(header "$headers" ce_id)
        if [[ -z ${handled[$id]:-} ]]; then # an event may come twice, under the same id
            handled[$id]=yes
            echo "$(header "$headers" ce_type) upgrade=$(header "$headers" ce_subject) instance=$key id=$id"
        fi
    done
