# Serialised TorchScript, no Python: see layers.py
class Product(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  # The engine's numbers for types
  float32 : int
  bfloat16 : int
  times : int
  # a (n, k), b one (k, m) -> (n, m), their product, made so many times
  def in_float32(self: __torch__.Product,
    a: Tensor,
    b: List[Tensor]) -> Tensor:
    return (self).product(a, b[0])
  # The same in bfloat16
  def in_bfloat16(self: __torch__.Product,
    a: Tensor,
    b: List[Tensor]) -> Tensor:
    return torch.to((self).product(torch.to(a, self.bfloat16), torch.to(b[0], self.bfloat16)), self.float32)
  def product(self: __torch__.Product,
    a: Tensor,
    b: Tensor) -> Tensor:
    z = torch.matmul(a, b)
    for i in range(torch.sub(self.times, 1)):
      z = torch.matmul(a, b)
    return z
