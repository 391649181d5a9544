class Encoder(Module):
  __parameters__ = ["items", "positions", "layer_attentionNorm_gamma", "layer_attentionNorm_beta", "layer_attention_queryKeyValue_weight", "layer_attention_queryKeyValue_bias", "layer_attention_output_weight", "layer_attention_output_bias", "layer_feedForwardNorm_gamma", "layer_feedForwardNorm_beta", "layer_feedForward_inner_weight", "layer_feedForward_inner_bias", "layer_feedForward_outer_weight", "layer_feedForward_outer_bias", "finalNorm_gamma", "finalNorm_beta", "head_inner_weight", "head_inner_bias", "head_outer_weight", "head_outer_bias", ]
  __buffers__ = []
  training : bool
  layers : int
  heads : int
  cosine : bool
  headed : bool
  input_scale : float
  temperature : float
  items : Tensor
  positions : Tensor
  layer_attentionNorm_gamma : Tensor
  layer_attentionNorm_beta : Tensor
  layer_attention_queryKeyValue_weight : Tensor
  layer_attention_queryKeyValue_bias : Tensor
  layer_attention_output_weight : Tensor
  layer_attention_output_bias : Tensor
  layer_feedForwardNorm_gamma : Tensor
  layer_feedForwardNorm_beta : Tensor
  layer_feedForward_inner_weight : Tensor
  layer_feedForward_inner_bias : Tensor
  layer_feedForward_outer_weight : Tensor
  layer_feedForward_outer_bias : Tensor
  finalNorm_gamma : Tensor
  finalNorm_beta : Tensor
  head_inner_weight : Tensor
  head_inner_bias : Tensor
  head_outer_weight : Tensor
  head_outer_bias : Tensor
  # (B, T) int64 item indices, padded on the right with 0 -> (B, d) user embedding after the last item
  def forward(self: __torch__.Encoder,
    item_ids: Tensor) -> Tensor:
    positions = torch.slice(self.positions, 0, 0, torch.size(item_ids, 1))
    x = torch.add(positions, torch.embedding(self.items, item_ids), alpha=self.input_scale)
    for i in range(self.layers):
      x = torch.add(x, (self).attention(x, i))
      x = torch.add(x, (self).feed_forward(x, i))
    last = torch.clamp_min(torch.sub(torch.sum(torch.ne(item_ids, 0), [1]), 1), 0)
    index = torch.expand(torch.reshape(last, [-1, 1, 1]), [-1, 1, torch.size(x, 2)])
    user = torch.squeeze(torch.gather(x, 1, index), 1)
    normed = torch.layer_norm(user, [torch.size(user, 1)], self.finalNorm_gamma, self.finalNorm_beta, 1e-5)
    if self.headed:
      inner = torch.gelu(torch.linear(normed, self.head_inner_weight, self.head_inner_bias))
      out = torch.linear(inner, self.head_outer_weight, self.head_outer_bias)
    else:
      out = normed
    return (self).comparable(out)
  # int64 item indices of any shape S -> S + (d)
  def item_embeddings(self: __torch__.Encoder,
    item_ids: Tensor) -> Tensor:
    return (self).comparable(torch.embedding(self.items, item_ids))
  # (B, T) as for forward -> (B, V + 1) scores; column 0 is padding and no item
  def scores(self: __torch__.Encoder,
    item_ids: Tensor) -> Tensor:
    users = torch.div((self).forward(item_ids), self.temperature)
    return torch.matmul(users, torch.t((self).comparable(self.items)))
  # (B, T, d) -> (B, T, d)
  def attention(self: __torch__.Encoder,
    x: Tensor,
    layer: int) -> Tensor:
    batch = torch.size(x, 0)
    length = torch.size(x, 1)
    dim = torch.size(x, 2)
    width = torch.floordiv(dim, self.heads)
    normed = torch.layer_norm(x, [dim], torch.select(self.layer_attentionNorm_gamma, 0, layer), torch.select(self.layer_attentionNorm_beta, 0, layer), 1e-5)
    joined = torch.linear(normed, torch.select(self.layer_attention_queryKeyValue_weight, 0, layer), torch.select(self.layer_attention_queryKeyValue_bias, 0, layer))
    qkv = torch.permute(torch.reshape(joined, [batch, length, 3, self.heads, width]), [2, 0, 3, 1, 4])
    key = torch.transpose(torch.select(qkv, 0, 1), -2, -1)
    scores = torch.div(torch.matmul(torch.select(qkv, 0, 0), key), torch.sqrt(float(width)))
    future = torch.triu(torch.ones_like(torch.select(torch.select(scores, 0, 0), 0, 0), dtype=11), 1)
    weights = torch.softmax(torch.masked_fill(scores, future, -1e9), -1)
    mixed = torch.reshape(torch.transpose(torch.matmul(weights, torch.select(qkv, 0, 2)), 1, 2), [batch, length, dim])
    return torch.linear(mixed, torch.select(self.layer_attention_output_weight, 0, layer), torch.select(self.layer_attention_output_bias, 0, layer))
  # (B, T, d) -> (B, T, d)
  def feed_forward(self: __torch__.Encoder,
    x: Tensor,
    layer: int) -> Tensor:
    normed = torch.layer_norm(x, [torch.size(x, 2)], torch.select(self.layer_feedForwardNorm_gamma, 0, layer), torch.select(self.layer_feedForwardNorm_beta, 0, layer), 1e-5)
    inner = torch.gelu(torch.linear(normed, torch.select(self.layer_feedForward_inner_weight, 0, layer), torch.select(self.layer_feedForward_inner_bias, 0, layer)))
    return torch.linear(inner, torch.select(self.layer_feedForward_outer_weight, 0, layer), torch.select(self.layer_feedForward_outer_bias, 0, layer))
  # (..., d) -> (..., d), of unit length where the model compares by cosine
  def comparable(self: __torch__.Encoder,
    x: Tensor) -> Tensor:
    if self.cosine:
      y = torch.div(x, torch.clamp_min(torch.norm(x, 2, [-1], True), 1e-12))
    else:
      y = x
    return y
