"""The documents that the hub writes in the shapes of PARS, as JSON and as XML; `cmehub.formats` reads them."""
