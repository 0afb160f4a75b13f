"""
How the hub runs: what any process of it needs before it can do its work.

`hub` puts the logic together that doors enter, over the `stores` of a stack. `settings` reads the environment,
`clients` makes the clients of AWS's services, `queues` sends, `batches` takes what queues bring, `secrets` fetches what
signs, `json_lines` packs rows into objects, and `portions` deals out what is long.
"""
