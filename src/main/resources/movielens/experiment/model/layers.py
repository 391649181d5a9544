class Layers(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  layers : int
  heads : int
  dropped : int
  dropout : float
  native : bool
  cosine : bool
  bf16 : bool
  input_scale : float
  gaps : bool
  time_bias : bool
  position_bias : bool
  headed : bool
  # ids (B, T), gaps (B, T) seconds to the next event, rows (P) flat positions b * T + t, noise (2 * layers + 1, at least B * T * d) random
  # bytes, p the parameters -> (P, d) user embeddings at the rows, as in training
  def training_users(self: __torch__.Layers,
    ids: Tensor,
    gaps: Tensor,
    rows: Tensor,
    noise: Tensor,
    p: List[Tensor]) -> Tensor:
    x = (self).embedded(ids, gaps, p)
    x = (self).plus(torch.zeros_like(x), x, noise, 0, True)
    return (self).head((self).transformed(x, gaps, noise, p, True), rows, p)
  # The same without dropout
  def users(self: __torch__.Layers,
    ids: Tensor,
    gaps: Tensor,
    rows: Tensor,
    p: List[Tensor]) -> Tensor:
    return (self).head((self).transformed((self).embedded(ids, gaps, p), gaps, ids, p, False), rows, p)
  # (B, T) -> (B, T, d)
  def embedded(self: __torch__.Layers,
    ids: Tensor,
    gaps: Tensor,
    p: List[Tensor]) -> Tensor:
    positions = torch.slice(p[1], 0, 0, torch.size(ids, 1))
    x = torch.add(positions, torch.embedding(p[0], ids), alpha=self.input_scale)
    if self.gaps:
      y = torch.add(x, torch.embedding(p[3], (self).classes(gaps)))
    else:
      y = x
    return y
  # int64 seconds -> classes that double in length: 0 for none, c from 2 ** (c - 1) on, at most 31
  def classes(self: __torch__.Layers,
    seconds: Tensor) -> Tensor:
    begins = torch.pow(2, torch.arange(0, 31, 1, dtype=4, device=seconds.device))
    return torch.bucketize(seconds, begins, right=True)
  # gaps (B, T) -> (B, T, T) classes of the time from the event of each column to the next one after
  # that of the row; 0 above the diagonal
  def spans(self: __torch__.Layers,
    gaps: Tensor) -> Tensor:
    after = torch.cumsum(gaps, 1)
    seconds = torch.sub(torch.unsqueeze(after, 2), torch.unsqueeze(torch.sub(after, gaps), 1))
    return (self).classes(seconds)
  # Place of a layer's first parameter
  def at(self: __torch__.Layers,
    layer: int) -> int:
    return torch.add(torch.add(3, int(self.gaps)), torch.mul(torch.add(12, (self).biases()), layer))
  # Number of a layer's tables of attention biases
  def biases(self: __torch__.Layers) -> int:
    return torch.add(int(self.time_bias), int(self.position_bias))
  # (B, T, d) -> (B, T, d)
  def transformed(self: __torch__.Layers,
    x: Tensor,
    gaps: Tensor,
    noise: Tensor,
    p: List[Tensor],
    training: bool) -> Tensor:
    y = x
    if self.time_bias:
      spans = (self).spans(gaps)
    else:
      spans = gaps
    for i in range(self.layers):
      norm = (self).at(i)
      branch = torch.mul(2, i)
      normed = torch.layer_norm(y, [torch.size(y, 2)], p[norm], p[torch.add(norm, 1)], 1e-5)
      at = torch.add(norm, (self).biases())
      mixed = (self).attention(normed, spans, p[torch.add(norm, 2)], p[torch.add(at, 1)], p[torch.add(at, 2)], p[torch.add(at, 3)])
      out = (self).linear(mixed, p[torch.add(at, 4)], p[torch.add(at, 5)])
      y = (self).plus(y, torch.to(out, 6), noise, torch.add(branch, 1), training)
      normed = torch.layer_norm(y, [torch.size(y, 2)], p[torch.add(at, 6)], p[torch.add(at, 7)], 1e-5)
      inner = torch.gelu((self).linear(normed, p[torch.add(at, 8)], p[torch.add(at, 9)]))
      out = (self).linear(inner, p[torch.add(at, 10)], p[torch.add(at, 11)])
      y = (self).plus(y, torch.to(out, 6), noise, torch.add(branch, 2), training)
    return y
  # (B, T, d) -> (B, T, d); a position sees itself and earlier ones. spans (B, T, T) and time_biases
  # (classes, H) are looked at where the time is a bias of attention, position_biases (window, H) where
  # the distance is. In float32 on a CPU: for bfloat16 the engine sets up a product for each window and
  # head anew, which takes longer than the product.
  def attention(self: __torch__.Layers,
    x: Tensor,
    spans: Tensor,
    time_biases: Tensor,
    position_biases: Tensor,
    weight: Tensor,
    bias: Tensor) -> Tensor:
    batch = torch.size(x, 0)
    length = torch.size(x, 1)
    dim = torch.size(x, 2)
    by_head = [batch, length, self.heads, torch.floordiv(dim, self.heads)]
    joined = (self).linear(x, weight, bias)
    if self.native:
      qkv = joined
    else:
      qkv = torch.to(joined, 6)
    q, k, v = torch.chunk(qkv, 3, 2)
    query = torch.transpose(torch.reshape(q, by_head), 1, 2)
    key = torch.transpose(torch.reshape(k, by_head), 1, 2)
    value = torch.transpose(torch.reshape(v, by_head), 1, 2)
    if torch.gt((self).biases(), 0):
      mask = torch.triu(torch.full([length, length], -1e9, dtype=query.dtype, device=x.device), 1)
      if self.position_bias:
        mask = torch.add(mask, (self).bias(torch.to(position_biases, query.dtype), (self).distances(x)))
      if self.time_bias:
        mask = torch.add(mask, (self).bias(torch.to(time_biases, query.dtype), spans))
      mixed = torch.scaled_dot_product_attention(query, key, value, mask, 0., False)
    else:
      mixed = torch.scaled_dot_product_attention(query, key, value, None, 0., True)
    return torch.reshape(torch.transpose(mixed, 1, 2), [batch, length, dim])
  # x (B, T, d) -> (1, T, T) positions from the event of each column to that of the row; 0 above the
  # diagonal
  def distances(self: __torch__.Layers,
    x: Tensor) -> Tensor:
    position = torch.arange(0, torch.size(x, 1), 1, dtype=4, device=x.device)
    distance = torch.sub(torch.unsqueeze(position, 1), torch.unsqueeze(position, 0))
    return torch.unsqueeze(torch.clamp_min(distance, 0), 0)
  # biases (classes, H), classes (B, T, T) -> (B, H, T, T). Gathered within each row: an embedding's
  # gradient would go from place to place.
  def bias(self: __torch__.Layers,
    biases: Tensor,
    classes: Tensor) -> Tensor:
    batch = torch.size(classes, 0)
    length = torch.size(classes, 1)
    of_heads = torch.unsqueeze(torch.unsqueeze(torch.t(biases), 0), 2)
    table = torch.expand(of_heads, [batch, self.heads, length, torch.size(biases, 0)])
    index = torch.expand(torch.unsqueeze(classes, 1), [batch, self.heads, length, length])
    return torch.gather(table, 3, index)
  # (..., in) -> (..., out); in bfloat16 where asked for, parameters stay float32
  def linear(self: __torch__.Layers,
    x: Tensor,
    weight: Tensor,
    bias: Tensor) -> Tensor:
    if self.bf16:
      y = torch.linear(torch.to(x, 15), torch.to(weight, 15), torch.to(bias, 15))
    else:
      y = torch.linear(x, weight, bias)
    return y
  # x + dropout(out). Random bytes from outside are quicker than the engine's own generator, which
  # uses one core.
  def plus(self: __torch__.Layers,
    x: Tensor,
    out: Tensor,
    noise: Tensor,
    branch: int,
    training: bool) -> Tensor:
    if torch.__not__(torch.__and__(training, torch.gt(self.dropped, 0))):
      y = torch.add(x, out)
    else:
      if self.native:
        y = torch.add(x, torch.dropout(out, self.dropout, True))
      else:
        bytes = torch.slice(torch.select(noise, 0, branch), 0, 0, torch.numel(out))
        kept = torch.reshape(torch.to(torch.ge(bytes, self.dropped), 6), torch.size(out))
        y = torch.addcmul(x, out, kept, value=torch.div(256., torch.sub(256, self.dropped)))
    return y
  # (B, T, d), (P) -> (P, d): norm and head at the rows alone
  def head(self: __torch__.Layers,
    x: Tensor,
    rows: Tensor,
    p: List[Tensor]) -> Tensor:
    at = (self).at(self.layers)
    chosen = torch.index_select(torch.reshape(x, [-1, torch.size(x, 2)]), 0, rows)
    normed = torch.layer_norm(chosen, [torch.size(chosen, 1)], p[at], p[torch.add(at, 1)], 1e-5)
    if self.headed:
      inner = torch.gelu((self).linear(normed, p[torch.add(at, 2)], p[torch.add(at, 3)]))
      out = torch.to((self).linear(inner, p[torch.add(at, 4)], p[torch.add(at, 5)]), 6)
    else:
      out = normed
    if self.cosine:
      y = torch.div(out, torch.clamp_min(torch.norm(out, 2, [-1], True), 1e-12))
    else:
      y = out
    return y
